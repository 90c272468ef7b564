package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tidings.message.MessageJson;

class ImportPlanTest {
  private final ImportPlan plan = plan(null);

  private static ImportPlan plan(@Nullable String offersAs) {
    return new ImportPlan(
        new ImportPlan.Served(List.of("i-1"), List.of("offers", "more"), offersAs));
  }

  @Test
  void eachConversationIsInTheOrderOfItsTimes() {
    add("b", "rana", "i-1", "2025-03-01T08:00:02Z");
    add("x", "omar", "i-1", "2025-03-01T08:00:00Z");
    add("a", "rana", "i-1", "2025-03-01T08:00:01.500Z");

    assertThat(keys())
        .containsExactly(
            List.of("a 2025-03-01T08:00:01.500Z", "b 2025-03-01T08:00:02Z"),
            List.of("x 2025-03-01T08:00:00Z"));
    assertThat(plan.unfit()).isEmpty();
  }

  @Test
  void ofTwoWithTheSameIdTheLaterIsToldAsSkipped() {
    add("a", "rana", "i-1", "2025-03-01T08:00:02Z");
    add("a", "rana", "i-1", "2025-03-01T08:00:01Z");

    assertThat(keys()).containsExactly(List.of("a 2025-03-01T08:00:01Z"));
    assertThat(plan.unfit())
        .containsExactly(
            new BlueprintItem.Unfit(
                "a 2025-03-01T08:00:02Z", "an older item has the same id", true));
  }

  @Test
  void anotherIntegrationsMessagesAreToldAsSkipped() {
    add("a", "rana", "i-2", "2025-03-01T08:00:02Z");
    plan.broken("1.json:3");

    assertThat(keys()).isEmpty();
    assertThat(plan.unfit())
        .extracting(BlueprintItem.Unfit::key)
        .containsExactly("a 2025-03-01T08:00:02Z", "1.json:3");
  }

  @Test
  void offersUnderAnIdThatNobodyCouldAskForAreToldAsSkipped() {
    offer(plan, "a", "offers");
    offer(plan, "b", "old");

    assertThat(keys()).containsExactly(List.of("a 2025-03-01T08:00:02Z"));
    assertThat(plan.unfit())
        .singleElement()
        .extracting(BlueprintItem.Unfit::why)
        .asString()
        .contains("old is not in OfferIntegrationIds", "--offers-as");
  }

  @Test
  void offersOfOtherIdsMayBeKeptUnderOneOfOurs() {
    var renaming = plan("more");
    offer(renaming, "a", "offers");
    offer(renaming, "b", "old");

    assertThat(renaming.conversations())
        .extracting(rows -> rows.getFirst().integrationId())
        .containsExactly("offers", "more");
    assertThat(renaming.unfit()).isEmpty();
  }

  private static void offer(ImportPlan plan, String id, String integration) {
    var json =
        """
        {"id":"%s","toId":"rana","integrationId":"%s","type":"text","content":"c",
         "time":"2025-03-01T08:00:02Z"}
        """
            .formatted(id, integration);
    long _ = plan.add(MessageJson.read(json, JsonNode.class));
  }

  private List<List<String>> keys() {
    return plan.conversations().stream()
        .map(rows -> rows.stream().map(BlueprintItem.Row::key).toList())
        .toList();
  }

  private void add(String id, String user, String integration, String time) {
    var json =
        """
        {"id":"%s","type":"Text","text":"t","direction":"Outbound","channelId":"%s",
         "channelToId":"%s","channelTime":"%s"}
        """
            .formatted(id, integration, user, time);
    long _ = plan.add(MessageJson.read(json, JsonNode.class));
  }
}
