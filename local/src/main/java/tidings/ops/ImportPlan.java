package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an import is to bring, conversation by conversation, each in the order of its times. */
final class ImportPlan {
  private final Set<String> integrationIds;
  private final Map<Conversation, List<BlueprintItem.Row>> rows = new LinkedHashMap<>();
  private final List<BlueprintItem.Unfit> unfit = new ArrayList<>();
  private long read;

  private record Conversation(String userId, String integrationId, boolean offers) {}

  /**
   * @param integrationIds the installation's own: messages of others have no place here
   */
  ImportPlan(List<String> integrationIds) {
    this.integrationIds = Set.copyOf(integrationIds);
  }

  /** Returns how many items were read so far. */
  long add(JsonNode item) {
    switch (BlueprintItem.read(item)) {
      case BlueprintItem.Row row
          when !row.isOffer() && !integrationIds.contains(row.integrationId()) ->
          unfit.add(
              new BlueprintItem.Unfit(
                  row.key(),
                  "the integration %s is not one of this installation's"
                      .formatted(row.integrationId()),
                  true));
      case BlueprintItem.Row row ->
          rows.computeIfAbsent(
                  new Conversation(row.userId(), row.integrationId(), row.isOffer()),
                  _ -> new ArrayList<>())
              .add(row);
      case BlueprintItem.Unfit other -> unfit.add(other);
    }
    return ++read;
  }

  /** A line that is no item. */
  void broken(String where) {
    unfit.add(new BlueprintItem.Unfit(where, "the line is no item of an export", true));
  }

  /** What is not imported, and why; complete once {@link #conversations} was asked for. */
  List<BlueprintItem.Unfit> unfit() {
    return List.copyOf(unfit);
  }

  /** Each conversation's rows, the oldest first; of two with the same id, the older one. */
  List<List<BlueprintItem.Row>> conversations() {
    return rows.values().stream().map(this::inOrder).toList();
  }

  private List<BlueprintItem.Row> inOrder(List<BlueprintItem.Row> conversation) {
    conversation.sort(
        Comparator.comparing((BlueprintItem.Row row) -> row.message().at())
            .thenComparing(BlueprintItem.Row::key));
    var seen = new HashSet<String>();
    var kept = new ArrayList<BlueprintItem.Row>();
    for (BlueprintItem.Row row : conversation) {
      String id = row.message().author() + " " + row.message().id().value();
      if (seen.add(id)) {
        kept.add(row);
      } else {
        unfit.add(new BlueprintItem.Unfit(row.key(), "an older item has the same id", true));
      }
    }
    return kept;
  }
}
