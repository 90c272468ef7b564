package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The operator's doctor, on the running stack; what others parked there is its business, too. */
class DoctorCommandTest {
  private final Operator operator = Operator.ofRunningStack();

  @Test
  void aHealthyStackIsGoodInEveryCheck() {
    try (var stack = Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC())) {
      var end = new Operator(stack.uri(), Clock.systemUTC()).run("doctor");

      assertThat(end.out()).doesNotContain("WRONG").endsWith("22 good, 0 wrong\n");
      assertThat(end.linesWith("round trip").getFirst()).contains("in the chat table after");
      assertThat(end.exitCode()).isZero();
      assertThat(left(new Client(stack.uri()))).containsExactly("erased");
    }
  }

  /** The sort keys of all that is in the chat table. */
  private static List<String> left(Client client) {
    var aws = LocalAws.of(client);
    try (var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB")) {
      return dynamo.scan(scan -> scan.tableName(aws.output("ChatTableName"))).items().stream()
          .map(item -> item.get("sk").s())
          .toList();
    }
  }

  @Test
  void anotherWebhookUrlIsToldWithWhatToDo() {
    var end = operator.run("doctor", "--output", "WebhookUrl=http://127.0.0.1:1/webhook");

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.linesWith("integration 5b1f").getFirst())
        .startsWith("WRONG")
        .contains("not to http://127.0.0.1:1/webhook", "tidings integration update");
    assertThat(end.linesWith("webhook, signed ").getFirst()).contains("nothing answers");
    assertThat(end.linesWith("login").getFirst()).startsWith("good");
  }

  @Test
  void aBrokenSecretIsToldAndTheOtherChecksAreMade() {
    var end =
        operator.run(
            "doctor", "--output", "GenesysSecretArn=nowhere", "--output", "WebhookSecretArn=none");

    assertThat(end.linesWith("Genesys secret").getFirst()).startsWith("WRONG").contains("nowhere");
    assertThat(end.linesWith("login").getFirst()).startsWith("WRONG");
    assertThat(end.linesWith("webhook secret").getFirst()).startsWith("WRONG");
    assertThat(end.linesWith("installation secret").getFirst()).startsWith("good");
    assertThat(end.linesWith("webhook, signed wrongly").getFirst()).startsWith("good");
  }

  @Test
  void aClockThatIsOffIsTold() {
    var late =
        new Operator(RunningStack.uri(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(7)));

    assertThat(late.run("doctor").linesWith("clock").getFirst())
        .startsWith("WRONG")
        .contains("7m fast", "NTP");
  }

  @Test
  void noSecretIsShown() {
    String out = operator.run("doctor").out();

    assertThat(out).doesNotContain(RunningStack.client().config("webhookSecret"));
  }
}
