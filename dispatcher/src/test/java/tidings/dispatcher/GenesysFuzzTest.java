package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import tidings.dispatcher.CannedHttp.Canned;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Later;
import tidings.lambda.Origin;
import tidings.lambda.Secrets;
import tidings.message.BrokenJson;
import tidings.message.BrokenJson.Body;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.HostileValues;
import tidings.message.Message;
import tidings.message.MessageJson;

/**
 * Whatever Genesys answers, to a login or to a message: the message has ended, is reported and
 * recorded, or it comes back after a time that SQS takes. Many inputs: {@code mvn -q -pl dispatcher
 * -am test -Dtest=GenesysFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.fuzz=100000}.
 */
class GenesysFuzzTest {
  private static final String TOKEN =
      "{\"access_token\":\"token-1\",\"token_type\":\"bearer\",\"expires_in\":3600}";
  private static final BrokenJson LOGINS = new BrokenJson(List.of(TOKEN, TOKEN, "{\"error\":1}"));
  private static final BrokenJson ANSWERS =
      new BrokenJson(
          List.of(
              FakeGenesys.ACCEPTED,
              "{\"id\":\"g-1\",\"status\":\"Failed\",\"reasons\":[{\"code\":\"RateLimited\"}]}",
              "{\"code\":\"bad.request\",\"status\":400,\"message\":\"No.\",\"details\":[]}"));

  private static final List<String> HEADERS =
      List.of(
          "Retry-After",
          "ININ-Correlation-Id",
          "inin-ratelimit-count",
          "inin-ratelimit-allowed",
          "inin-ratelimit-reset",
          "Content-Type",
          "Content-Length");

  private static final List<String> TIMES =
      List.of(
          "0",
          "1",
          "-1",
          "999999999",
          "9999999999",
          "99999999999999999999",
          "1.5",
          "Fri, 20 Nov 2026 09:10:00 GMT",
          "Fri, 31 Dec 9999 23:59:59 GMT",
          "Fri, 31 Dec 999999999 23:59:59 GMT",
          "Tue, 30 Feb 2027 00:00:00 GMT");

  private static final Bench BENCH = new Bench();
  private int asked;

  /** An answer to the login and one to the message. */
  record Answers(Answer login, Answer message) {}

  /** What comes back. */
  record Answer(int status, Map<String, String> headers, Body body) {
    Canned canned() {
      var lists = new HashMap<String, List<String>>();
      headers.forEach((name, value) -> lists.put(name, List.of(value)));
      return new Canned(
          status, HttpHeaders.of(lists, (_, _) -> true), List.of(ByteBuffer.wrap(body.bytes())));
    }
  }

  @AfterContainer
  static void close() {
    BENCH.close();
  }

  @Property(seed = "1")
  void everyAnswerIsAnEndOrMeansLater(@ForAll("answers") Answers answers) {
    BENCH.sqs.recorded().sent().clear();
    var errand =
        new Errand.Forward(
            Samples.rana(),
            new Message(
                new Message.Id("m-" + asked++),
                Message.Author.CUSTOMER,
                Samples.START,
                Message.Text.of("Hello"),
                null,
                null),
            1);

    boolean later = new Origin("rehearsal", null).call(() -> isForLater(answers, errand));

    assertThat(BENCH.ledger.end(errand).isEmpty()).isEqualTo(later);
    assertThat(BENCH.reports()).hasSize(later ? 0 : 1);
    assertThat(BENCH.parked()).hasSize(parked(later));
  }

  private static int parked(boolean later) {
    return !later && BENCH.reports().getFirst() instanceof Command.NotSent ? 1 : 0;
  }

  private static boolean isForLater(Answers answers, Errand.Forward errand) {
    try {
      Instant deadline = BENCH.clock.instant().plus(Duration.ofMinutes(1));
      BENCH.dispatcher(genesys(answers)).dispatch(envelope(errand), deadline);
      return false;
    } catch (Later later) {
      assertThat(later.delay()).isBetween(Duration.ZERO, Duration.ofHours(12));
      return true;
    }
  }

  private static Envelope envelope(Errand errand) {
    Instant now = BENCH.clock.instant();
    String group = errand.chat().userKey().value();
    return new Envelope("sqs-1", group, MessageJson.write(errand), now, now, 1);
  }

  private static Genesys genesys(Answers answers) {
    var http =
        new CannedHttp(request -> (isLogin(request) ? answers.login : answers.message).canned());
    var calls = new Calls(http, Duration.ofSeconds(10), BENCH.clock);
    var secrets =
        new Secrets(new FixedSecrets().with(Samples.SECRET, Samples.CREDENTIALS), BENCH.clock);
    var login = new Login(calls, BENCH.genesys.url(), secrets, Samples.SECRET);
    return new HttpGenesys(calls, BENCH.genesys.url(), login, new Headroom(BENCH.clock));
  }

  private static boolean isLogin(HttpRequest request) {
    return request.uri().getPath().endsWith("/oauth/token");
  }

  @Provide
  Arbitrary<Answers> answers() {
    return Arbitraries.randomValue(
        random ->
            new Answers(
                random.nextInt(5) == 0
                    ? answer(LOGINS, 200, random)
                    : new Answer(200, Map.of(), Body.of(TOKEN)),
                answer(ANSWERS, random.nextBoolean() ? 202 : 400, random)));
  }

  private static Answer answer(BrokenJson bodies, int status, Random random) {
    var headers = new HashMap<String, String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.put(any(HEADERS, random), random.nextBoolean() ? any(TIMES, random) : text(random));
    }
    return new Answer(
        random.nextBoolean() ? status : 200 + random.nextInt(400), headers, bodies.body(random));
  }

  private static String text(Random random) {
    return MessageJson.read(HostileValues.text(random), String.class);
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
