package tidings.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tidings.message.Chat;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;

/**
 * An agent's message to nobody goes through the webhook and the projector, is looked for in the
 * chat table, and erased again. Nobody is registered under that name, and Genesys is told nothing
 * of what no app has fetched.
 */
record RoundTrip(Connection connection, SecretStore secrets, WebhookChecks webhook, Clock clock) {
  private static final String NOBODY = "tidings doctor, no customer";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /**
   * Returns how it went.
   *
   * @throws Misuse if the message does not come through, or stays
   */
  String make() {
    Chat chat = SecretStore.chat(secrets.installationKey(), NOBODY, integration());
    var id = new Message.Id("doctor-" + UUID.randomUUID());
    Instant begun = clock.instant();
    webhook.say(body(chat, id));
    try (var own = new Belongings(connection, chat.userKey());
        var dynamo = connection.dynamo();
        var sqs = connection.sqs()) {
      var rows = new Rows(dynamo, connection.output("ChatTableName"));
      boolean came = isSoon(() -> rows.ofAgent(chat, id).isPresent());
      Duration way = Duration.between(begun, clock.instant());
      Optional<Entry.Said> said = rows.ofAgent(chat, id);
      Instant at = said.map(Entry.Said::storedAt).orElse(clock.instant());
      own.erase(sqs, at.truncatedTo(ChronoUnit.MILLIS));
      boolean gone = isSoon(() -> own.isErased(at.truncatedTo(ChronoUnit.MILLIS)));
      return words(came, gone, way);
    }
  }

  private static String words(boolean came, boolean gone, Duration way) {
    if (!came) {
      throw new Misuse(
          "an agent's message is not in the chat table after %s: see the queue transcript and the projector's log"
              .formatted(Ages.format(PATIENCE)));
    }
    if (!gone) {
      throw new Misuse(
          "an agent's message came, and is not erased after %s: see the projector's log"
              .formatted(Ages.format(PATIENCE)));
    }
    return "an agent's message is in the chat table after %.1f s, and erased again"
        .formatted(way.toMillis() / 1000.0);
  }

  private String integration() {
    return connection.list("IntegrationIds").stream()
        .findFirst()
        .orElseThrow(() -> new Misuse("IntegrationIds is empty"));
  }

  private String body(Chat chat, Message.Id id) {
    return """
        {"id":"%s","type":"Text","direction":"Outbound","text":"tidings doctor",\
        "channel":{"id":"%s","to":{"id":"%s"},"time":"%s"}}"""
        .formatted(
            id.value(), chat.integrationId(), chat.userId(), MessageJson.time(clock.instant()));
  }

  private boolean isSoon(BooleanSupplier condition) {
    Instant end = clock.instant().plus(PATIENCE);
    boolean holds = condition.getAsBoolean();
    while (!holds && clock.instant().isBefore(end)) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      holds = condition.getAsBoolean();
    }
    return holds;
  }
}
