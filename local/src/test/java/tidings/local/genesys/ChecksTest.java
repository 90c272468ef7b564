package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void aBodyLikeThePublishedExampleHasNoProblem(Operation operation) throws IOException {
    assertThat(operation.problem(example(operation))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MESSAGE    | /channel/from/id                   | null       | bad.request
          MESSAGE    | /channel/from/id                   | "  "       | bad.request
          MESSAGE    | /channel/from/id                   | 7          | bad.request
          MESSAGE    | /channel/from/idType               | null       | invalid.value
          MESSAGE    | /channel/from/idType               | "Fax"      | invalid.value
          MESSAGE    | /channel/from/nickname             | 7          | bad.request
          MESSAGE    | /channel/time                      | null       | invalid.date
          MESSAGE    | /channel/time                      | "2026-11-20T09:13:50+01:00" | invalid.date
          MESSAGE    | /channel/time                      | "2026-11-20T09:13:50.7Z" | invalid.date
          MESSAGE    | /channel/time                      | "2026-13-20T09:13:50Z" | invalid.date
          MESSAGE    | /channel/messageId                 | 5          | bad.request
          MESSAGE    | /channel/metadata/customAttributes | {"a":{}}   | bad.request
          MESSAGE    | /metadata                          | {"customAttributes":{"a":"b"}} | bad.request
          MESSAGE    | /text                              | 5          | bad.request
          MESSAGE    | /content                           | {}         | bad.request
          MESSAGE    | /content/0/attachment/url          | null       | bad.request
          MESSAGE    | /content/0/attachment/mime         | null       | bad.request
          MESSAGE    | /content/0/attachment/mediaType    | "Hologram" | invalid.value
          EVENT      | /events                            | []         | bad.request
          EVENT      | /events/0/eventType                | "Join"     | invalid.value
          RECEIPT    | /id                                | null       | bad.request
          RECEIPT    | /channel/to/id                     | null       | bad.request
          RECEIPT    | /status                            | "Read"     | invalid.value
          RECEIPT    | /status                            | "Published" | invalid.value
          RECEIPT    | /reasons                           | []         | bad.request
          RECEIPT    | /reasons/0/message                 | null       | bad.request
          RECEIPT    | /reasons/0/code                    | "Bored"    | invalid.value
          STRUCTURED | /originatingMessageId              | null       | bad.request
          STRUCTURED | /buttonResponse/type               | "Lever"    | invalid.value
          STRUCTURED | /buttonResponse/payload            | null       | bad.request
          AGENTLESS  | /toAddress                         | null       | bad.request
          AGENTLESS  | /toAddressMessengerType            | "sms"      | invalid.value
          AGENTLESS  | /textBody                          | ""         | bad.request
          DISCONNECT | /state                             | "held"     | invalid.value
          """)
  void aBrokenRuleIsNamed(Operation operation, String pointer, String value, String code)
      throws IOException {
    ObjectNode body = example(operation);
    JsonPointer at = JsonPointer.compile(pointer);

    ((ObjectNode) body.at(at.head())).set(at.last().getMatchingProperty(), JSON.readTree(value));

    assertThat(operation.problem(body).orElseThrow().code()).isEqualTo(code);
    assertThat(operation.problem(body).orElseThrow().message()).isNotBlank();
  }

  @Test
  void aMessageNeedsTextOrContent() throws IOException {
    ObjectNode body = example(Operation.MESSAGE);

    body.remove("content");
    boolean textAlone = Operation.MESSAGE.problem(body).isEmpty();
    body.put("text", "");

    assertThat(textAlone).isTrue();
    assertThat(Operation.MESSAGE.problem(body).orElseThrow().message()).contains("anyOf");
  }

  @Test
  void oneAttachmentIsTheMost() throws IOException {
    ObjectNode body = example(Operation.MESSAGE);

    body.withArray("content").add(body.at("/content/0").deepCopy());

    assertThat(Operation.MESSAGE.problem(body).orElseThrow().message()).contains("one attachment");
  }

  @Test
  void theCaseOfTheIdTypeDoesNotMatterNorDoUnknownFields() throws IOException {
    ObjectNode body = example(Operation.MESSAGE);

    ((ObjectNode) body.at("/channel/from")).put("idType", "opaque").put("shoeSize", 43);

    assertThat(Operation.MESSAGE.problem(body)).isEmpty();
  }

  @Test
  void agentlessTextEndsAtTwoThousandCharacters() throws IOException {
    ObjectNode body = example(Operation.AGENTLESS);

    body.put("textBody", "x".repeat(2000));
    boolean longest = Operation.AGENTLESS.problem(body).isEmpty();
    body.put("textBody", "x".repeat(2001));

    assertThat(longest).isTrue();
    assertThat(Operation.AGENTLESS.problem(body).orElseThrow().message()).contains("2000");
  }

  static ObjectNode example(Operation operation) throws IOException {
    JsonNode examples = JSON.readTree(ChecksTest.class.getResourceAsStream("calls.json"));
    return examples.get(operation.name()).deepCopy();
  }
}
