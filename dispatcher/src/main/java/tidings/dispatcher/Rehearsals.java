package tidings.dispatcher;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tidings.lambda.Env;
import tidings.lambda.Samples;
import tidings.lambda.StandIn;
import tidings.message.Chat;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** What this module's functions do before their snapshots are taken. */
final class Rehearsals {
  private static final UserKey USER =
      UserKey.of(StandIn.SECRET.getBytes(StandardCharsets.UTF_8), Samples.USER);

  private Rehearsals() {}

  /** A customer's message is forwarded, with a login. */
  static void dispatcher(Env env) {
    var samples = new Samples(env);
    var event = samples.message(USER.value(), MessageJson.write(hello()));

    expect(samples.handle(new DispatcherHandler(env), event));
  }

  /** A message that crashed the dispatcher is parked. */
  static void deadLetters(Env env) {
    var samples = new Samples(env);
    var event = samples.message(USER.value(), MessageJson.write(hello()));

    expect(samples.handle(new DeadLetterHandler(env), event));
  }

  private static void expect(SQSBatchResponse answer) {
    if (!answer.getBatchItemFailures().isEmpty()) {
      throw new IllegalStateException("the rehearsal of the dispatcher failed");
    }
  }

  private static Errand hello() {
    var id = new Message.Id("m-1");
    var at = Instant.parse("2026-01-01T00:00:00Z");
    var said = new Message(id, Message.Author.CUSTOMER, at, Message.Text.of("Hello"), null, null);
    return new Errand.Forward(new Chat(USER, Samples.USER, "rehearsal"), said, 1);
  }
}
