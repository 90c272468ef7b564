package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.dispatcher.Genesys.Answer;
import tidings.dispatcher.Genesys.Cause;
import tidings.message.Delivery;

class RepliesTest {

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void theseMeanAnOutage(int status) {
    assertThat(read(status, ""))
        .isEqualTo(new Answer.NotNow(Cause.OUTAGE, "HTTP " + status, null, "-", status != 429));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 408, 409, 425, 500, 501})
  void theseMayBeForThisMessageAlone(int status) {
    assertThat(read(status, ""))
        .isEqualTo(new Answer.NotNow(Cause.MESSAGE, "HTTP " + status, null, "-", status != 429));
  }

  @ParameterizedTest
  @CsvSource({"400,false", "401,true", "403,true", "404,false", "413,false", "415,false"})
  void theseAreRefusals(int status, boolean retryable) {
    var failure =
        new Delivery.Failure(
            "refused", "Genesys refused the message: HTTP " + status, retryable, false);

    assertThat(read(status, "")).isEqualTo(new Answer.Refused(status, failure, "-"));
  }

  @Test
  void genesysCodeIsPassedOnButNotItsMessage() {
    var answer = read(400, "{\"code\":\"bad.request\",\"message\":\"Not valid: my secret\"}");

    assertThat(answer.toString()).contains("HTTP 400 bad.request").doesNotContain("secret");
  }

  @Test
  void aCodeThatIsNoCodeIsNotPassedOn() {
    assertThat(read(400, "{\"code\":\"Dear Sir or Madam\"}").toString()).doesNotContain("Dear");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void anySuccessMeansAccepted(int status) {
    assertThat(read(status, FakeGenesys.ACCEPTED))
        .isEqualTo(new Answer.Accepted("g-1", "c-1", "-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[1]", "null", "{\"id\":7}"})
  void garbageAfterASuccessIsStillASuccess(String body) {
    assertThat(read(200, body)).isEqualTo(new Answer.Accepted(null, null, "-"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 201, 500_000})
  void anIdThatNoLedgerTakesIsNone(int length) {
    String id = "x".repeat(length);
    String body = "{\"id\":\"%s\",\"conversationId\":\"%s\"}".formatted(id, id);

    assertThat(read(202, body, "ININ-Correlation-Id", id))
        .isEqualTo(new Answer.Accepted(null, null, "-"));
  }

  @Test
  void aFailedReceiptCountsAsRefused() {
    String receipt =
        "{\"id\":\"g-1\",\"status\":\"Failed\",\"reasons\":[{\"code\":\"UnsupportedMessage\"}]}";

    var failure =
        new Delivery.Failure(
            "UnsupportedMessage", "Genesys answered with a failed receipt", false, false);
    assertThat(read(200, receipt)).isEqualTo(new Answer.Refused(200, failure, "-"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "7,PT7S",
    "99999999999999999999,PT8760H",
    "'Fri, 20 Nov 2026 09:10:00 GMT',PT10M",
  })
  void theWaitIsASecondsCountOrADate(String header, Duration wait) {
    assertThat(read(429, "", "Retry-After", header))
        .isEqualTo(new Answer.NotNow(Cause.OUTAGE, "HTTP 429", wait, "-", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1.5", "Fri, 20 Nov 2026 08:00:00 GMT"})
  void aWaitThatIsNoneIsIgnored(String header) {
    assertThat(read(429, "", "Retry-After", header)).isEqualTo(read(429, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ININ-Correlation-Id", "inin-correlation-id", "Genesys-Correlation-Id"})
  void theCorrelationIdComesWithTheAnswer(String header) {
    assertThat(read(202, "{}", header, "corr-1"))
        .isEqualTo(new Answer.Accepted(null, null, "corr-1"));
  }

  private static Answer read(int status, String body) {
    return read(new Calls.Reply(status, HttpHeaders.of(Map.of(), (_, _) -> true), body));
  }

  private static Answer read(int status, String body, String header, String value) {
    var headers = HttpHeaders.of(Map.of(header, List.of(value)), (_, _) -> true);
    return read(new Calls.Reply(status, headers, body));
  }

  private static Answer read(Calls.Reply reply) {
    return Replies.read(reply, Samples.START);
  }
}
