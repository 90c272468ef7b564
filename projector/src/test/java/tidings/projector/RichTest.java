package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tidings.message.Message;
import tidings.message.MessageJson;

class RichTest {
  private static final String FILE =
      "{'contentType':'Attachment','attachment':{'mediaType':'Image','url':'https://g/1'}}";
  private static final String CARD = "{'contentType':'Card','card':{'title':'%s'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'contentType':'QuickReply','quickReply':{'text':'Yes'}} | quickReplies",
        "{'contentType':'Card','card':{'title':'Shoe'}}           | card",
        "{'contentType':'Hologram'}                               | unknown"
      })
  void aFileBeforeItHidesNothing(String item, String kind) {
    assertThat(rich(FILE, item).path("kind").asText()).isEqualTo(kind);
  }

  @Test
  void severalCardsAreACarousel() {
    JsonNode rich = rich(CARD.formatted("Shoe"), FILE, CARD.formatted("Boot"));

    assertThat(rich.path("kind").asText()).isEqualTo("carousel");
    assertThat(rich.path("cards").findValuesAsText("title")).containsExactly("Shoe", "Boot");
  }

  @Test
  void filesAloneAreNothingRich() {
    assertThat(Rich.of(structured(FILE))).isEmpty();
  }

  private static JsonNode rich(String... items) {
    return Rich.of(structured(items)).orElseThrow();
  }

  private static Message structured(String... items) {
    String json =
        "{'id':'g-1','author':'BOT','at':'2026-11-20T09:00:00Z',"
            + "'body':{'type':'Structured','content':["
            + String.join(",", List.of(items))
            + "]}}";
    return MessageJson.read(json.replace('\'', '"'), Message.class);
  }
}
