package tidings.ops;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks an installation from the outside. */
@Command(
    name = "doctor",
    description = "Checks an installation: what is good, what is wrong, and what to do about it.",
    footer = {
      "",
      "Looks at the stack's outputs and secrets, logs in at Genesys, compares each integration with"
          + " the stack, calls the webhook with a right and a wrong signature, follows an agent's"
          + " message to nobody into the chat table and erases it again, counts what waits, what is"
          + " dead and what is parked, and looks at push and the clock. No secret is shown. A check that cannot be made is wrong, and the"
          + " others are made all the same. While it counts what is parked, no other sees that.",
      "",
      "Ends with 0 only if everything is good: run it after each deployment, or every hour.",
      "",
      "  tidings doctor --stack tidings --region eu-central-1",
      "  tidings doctor --local http://127.0.0.1:8080"
    })
final class DoctorCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final Clock clock;

  @Mixin private final Place place = new Place();

  DoctorCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Connection connection = place.connect();
    var checkup = new Checkup(out);
    try (var manager = connection.secrets()) {
      var secrets = new SecretStore(manager, connection);
      new StackChecks(connection, secrets, clock).make(checkup);
      new GenesysChecks(connection, secrets).make(checkup);
      new WebhookChecks(connection, secrets, clock).make(checkup);
      new QueueChecks(connection, clock).make(checkup);
    }
    return checkup.isGood() ? 0 : 1;
  }
}
