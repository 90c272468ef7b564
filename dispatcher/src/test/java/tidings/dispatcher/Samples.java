package tidings.dispatcher;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Secrets;
import tidings.message.Chat;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** The customer, the messages and the parts that several tests use. */
final class Samples {
  static final String SECRET = "arn:genesys";
  static final String CREDENTIALS = "{\"clientId\":\"client\",\"clientSecret\":\"geheim\"}";
  static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

  private Samples() {}

  static Chat rana() {
    byte[] key = "installation".getBytes(StandardCharsets.UTF_8);
    return new Chat(UserKey.of(key, "member-000421"), "member-000421", "integration-1");
  }

  static Message says(Message.Body body) {
    return new Message(
        new Message.Id("m-1"),
        Message.Author.CUSTOMER,
        Instant.parse("2026-11-20T08:59:59.5Z"),
        body,
        null,
        null);
  }

  static Errand.Forward hello() {
    return new Errand.Forward(rana(), says(Message.Text.of("Hello")), 1);
  }

  /** The errand as SQS gives it when it was sent and received for the first time just now. */
  static Envelope envelope(Errand errand) {
    return envelope(errand, START, 1);
  }

  static Envelope envelope(Errand errand, Instant sentAt, int receives) {
    String group = errand.chat().userKey().value();
    return new Envelope("sqs-1", group, MessageJson.write(errand), sentAt, sentAt, receives);
  }

  /** Calls with more time than an answer on the loopback needs on a busy machine. */
  static Calls calls(Clock clock) {
    return new Calls(HttpClient.newHttpClient(), Duration.ofSeconds(10), clock);
  }

  static Login login(FakeGenesys genesys, Clock clock) {
    var secrets = new Secrets(new FixedSecrets().with(SECRET, CREDENTIALS), clock);
    return new Login(calls(clock), genesys.url(), secrets, SECRET);
  }

  static HttpGenesys genesys(FakeGenesys fake, Clock clock) {
    return new HttpGenesys(calls(clock), fake.url(), login(fake, clock), new Headroom(clock));
  }

  static Backoff backoff(Duration base, Duration cap) {
    return new Backoff(base, cap, new Random(7));
  }

  static Backoff noWait() {
    return backoff(Duration.ZERO, Duration.ZERO);
  }

  /** Budgets of a quarter of an hour and of four hours. */
  static Patience patience() {
    return new Patience(
        backoff(Duration.ofSeconds(2), Duration.ofMinutes(5)),
        Duration.ofMinutes(15),
        Duration.ofHours(4));
  }
}
