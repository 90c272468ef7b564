package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Invoked;
import tidings.lambda.LocalBucket;
import tidings.lambda.MovableClock;
import tidings.lambda.RecordingSqs;
import tidings.message.Command;
import tidings.message.Message;
import tidings.message.MessageJson;

class AppHandlerTest {
  private final World world = new World(LocalBucket.out());
  private final MovableClock clock = world.clock;
  private final RecordingSqs sqs = world.sqs;
  private final AppHandler handler = world.handler(Set.of(FileType.values()));

  @Test
  void aTextIsAcceptedUnderTheClientsId() {
    var answer = post("{\"id\":\"app-1\",\"text\":\"Hello\",\"from\":{\"nickname\":\"Rana\"}}");

    assertThat(answer.getStatusCode()).isEqualTo(202);
    assertThat(answer.getBody()).contains("\"id\":\"app-1\"", "\"status\":\"accepted\"");
    Message message = onlyPost().message();
    assertThat(message.body()).isEqualTo(Message.Text.of("Hello"));
    assertThat(message.sender()).isEqualTo(new Message.Sender("Rana", null, null));
    assertThat(message.at()).isEqualTo(clock.instant());
  }

  @Test
  void whatTheAppTellsBesideGoesAlong() {
    post("{\"text\":\"Hello\",\"customAttributes\":{\"language\":\"sv\",\"App version\":\"4\"}}");

    assertThat(onlyPost().message().sender())
        .isEqualTo(
            new Message.Sender(
                null, null, null, null, Map.of("language", "sv", "App version", "4")));
  }

  @Test
  void whatTheAppTellsAsNullIsNotTold() {
    post("{\"text\":\"Hello\",\"customAttributes\":{\"language\":null,\"tier\":\"7\"}}");

    assertThat(onlyPost().message().sender())
        .isEqualTo(new Message.Sender(null, null, null, null, Map.of("tier", "7")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customAttributes      | 'text'",
        "customAttributes.tier | {'tier':7}",
        "customAttributes.tier | {'tier':{'of':'x'}}",
        "customAttributes      | {'a#b':'x'}",
        "customAttributes      | {'':'x'}",
        "customAttributes      | {'long':'%s'}"
      },
      quoteCharacter = '`')
  void whatTheAppTellsBesideIsTextAndShort(String field, String attributes) {
    String json = attributes.replace('\'', '"').replace("%s", "x".repeat(1900));

    var answer = post("{\"text\":\"Hello\",\"customAttributes\":" + json + "}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("\"field\":\"" + field + "\"");
    assertThat(sqs.sent()).isEmpty();
  }

  @Test
  void withoutAnIdOneIsMade() {
    var answer = post("{\"id\":null,\"text\":\"Hello\"}");

    assertThat(answer.getBody()).contains("\"id\":\"made-1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST /transcript/integration/{integrationId}/user/{userId}   | ''",
        "POST /transcript/integration/{integrationId}/user/{userId}   | ' '",
        "POST /transcript/integration/{integrationId}/user/{userId}   | 7",
        "POST /notification/integration/{integrationId}/user/{userId} | ''",
        "POST /agentless/integration/{integrationId}/user/{userId}    | ' '"
      })
  void anIdThatIsThereIsNotReplaced(String route, String id) {
    String body = "{'id':" + id + ",'text':'Hi','type':'text','content':'Hi','fromId':'shop'}";

    var answer = call(route, body.replace('\'', '"'));

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("\"errors\":[{\"field\":\"id\"");
    assertThat(sqs.sent()).isEmpty();
  }

  @Test
  void whoItIsSaysTheToken() {
    post("{\"text\":\"Hello\",\"from\":{\"id\":\"somebody-else\",\"idType\":\"email\"}}");

    assertThat(onlyPost().chat().userId()).isEqualTo("user-1");
  }

  @ParameterizedTest
  @CsvSource({"email,EMAIL", "Email,EMAIL", "PHONE,PHONE", "opaque,OPAQUE", "fax,"})
  void whatTheIdIsMayBeSaidInAnyCaseAndIsOneOfGenesysWords(String said, Message.IdType idType) {
    post("{\"text\":\"Hello\",\"from\":{\"idType\":\"" + said + "\"}}");

    assertThat(onlyPost().message().sender())
        .isEqualTo(new Message.Sender(null, null, null, idType, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[]"})
  void whatTheIdIsIsText(String idType) {
    var answer = post("{\"text\":\"Hello\",\"from\":{\"idType\":" + idType + "}}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("\"field\":\"from.idType\"");
  }

  @Test
  void anotherUsersPathIsForbidden() {
    APIGatewayV2HTTPEvent event = event("{\"text\":\"Hello\"}");
    event.setPathParameters(Map.of("integrationId", "integration-1", "userId", "user-2"));

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getStatusCode())
        .isEqualTo(403);
    assertThat(sqs.sent()).isEmpty();
  }

  @Test
  void anUnknownIntegrationIsNotFound() {
    APIGatewayV2HTTPEvent event = event("{\"text\":\"Hello\"}");
    event.setPathParameters(Map.of("integrationId", "integration-2", "userId", "user-1"));

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getStatusCode())
        .isEqualTo(404);
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    var answer = post("{\"id\":\"a b\",\"text\":7,\"from\":{\"nickname\":[]}}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.getBody())
        .contains("\"field\":\"id\"", "\"field\":\"text\"", "\"field\":\"from.nickname\"");
    assertThat(sqs.sent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                          | 422",
        "{\"text\":\"  \"}           | 422",
        "{                           | 422",
        "{\"text\":\"Hi\",\"from\":1} | 422"
      })
  void whatCannotBeSentIsRefused(String body, int status) {
    assertThat(post(body).getStatusCode()).isEqualTo(status);
  }

  @Test
  void theLimitOfATextIsNamed() {
    assertThat(post(text("x".repeat(4000))).getStatusCode()).isEqualTo(202);
    assertThat(post(text("x".repeat(4001))).getBody()).contains("at most 4000 characters");
  }

  @Test
  void aBodyOverTheLimitIsTooBig() {
    assertThat(post(text("x".repeat(256 * 1024))).getStatusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'%s'",
        "['%s']",
        "{'fileString':'','more':'%s'}",
        "{'fileString':7,'more':'%s'}",
        "{'fileString':'aGk=','more':'%s'}"
      })
  void onlyAPhotoMayBeBigger(String body) {
    String big = body.replace('\'', '"').formatted("x".repeat(256 * 1024));

    assertThat(post(big).getStatusCode()).isEqualTo(413);
  }

  @Test
  void anotherContentTypeIsNotSupported() {
    APIGatewayV2HTTPEvent event = event("{\"text\":\"Hello\"}");
    event.getHeaders().put("content-type", "text/plain");

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getStatusCode())
        .isEqualTo(415);
  }

  @Test
  void whatIsNotKnownToBeAcceptedIsToBeSentAgain() {
    sqs.goOut();

    var answer = post("{\"text\":\"Hello\"}");

    assertThat(answer.getStatusCode()).isEqualTo(503);
    assertThat(answer.getHeaders()).containsKey("retry-after");
  }

  private APIGatewayV2HTTPResponse call(String route, String body) {
    APIGatewayV2HTTPEvent event = event(body);
    event.setRouteKey(route);
    String integration = route.contains("/notification/") ? "offers-1" : "integration-1";
    event.setPathParameters(Map.of("integrationId", integration, "userId", "user-1"));
    return handler.handleRequest(event, Invoked.of("AFunction"));
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private Command.Post onlyPost() {
    assertThat(sqs.sent()).hasSize(1);
    return (Command.Post) MessageJson.read(sqs.sent().getFirst().messageBody(), Command.class);
  }

  private APIGatewayV2HTTPResponse post(String body) {
    return handler.handleRequest(event(body), Invoked.of("AFunction"));
  }

  private static APIGatewayV2HTTPEvent event(String body) {
    APIGatewayV2HTTPEvent event = EventLoader.loadApiGatewayHttpEvent("events/post-message.json");
    event.setBody(body);
    return event;
  }
}
