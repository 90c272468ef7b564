package tidings.ops;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tidings.lambda.Secret;

/** Makes an integration. */
@Command(
    name = "create",
    description = "Makes an Open Messaging integration whose webhooks come to this installation.",
    footer = {
      "",
      "Signed with the secret in WebhookSecretArn, which is made if there is none. Genesys makes"
          + " integrations in the background: the command waits until this one is complete. Then"
          + " add the id that it prints to the parameter IntegrationIds and deploy, and tie an"
          + " inbound message flow to it in Genesys (Admin, Message routing).",
      "",
      "  tidings integration create --stack tidings --name Shop",
      "  tidings integration create --stack tidings --name Shop --header x-gateway-key=…"
    })
final class IntegrationCreateCommand implements Callable<Integer> {
  private static final int LOOKS = 60;

  private final PrintWriter out;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Place place = new Place();
  @Mixin private final IntegrationOptions options = new IntegrationOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Name of the integration, which must not be taken.")
  private String name = "";

  IntegrationCreateCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Connection connection = place.connectToChange();
    try (var manager = connection.secrets()) {
      var secrets = new SecretStore(manager, connection);
      try (var genesys = GenesysCloud.login(connection, secrets)) {
        refuseTaken(genesys);
        var signature = new SignatureSecret(secrets);
        Secret secret = signature.stored();
        var body = options.body(connection, name, secret);
        var reply = genesys.post(Integration.PATH, body);
        var made = new Integration(Integration.good(reply, "messaging:integration:add"));
        signature.given(made.id(), secret);
        return settle(genesys, made.id());
      }
    }
  }

  /** Genesys might take the name twice, and a command that is run again must not. */
  private void refuseTaken(GenesysCloud genesys) {
    Integration.all(genesys).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .ifPresent(
            one -> {
              throw new Misuse(
                  "there is an integration %s already: %s; change it by tidings integration update"
                      .formatted(name, one.id()));
            });
  }

  private int settle(GenesysCloud genesys, String id) {
    for (int look = 0; look < LOOKS; look++) {
      Integration now = Integration.of(genesys, id);
      switch (now.state()) {
        case "initiated" -> {
          spec.commandLine().getErr().println("Genesys is still making " + id);
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        case "error" ->
            throw new Misuse(
                "Genesys could not make %s: %s"
                    .formatted(id, now.json().path("createError").path("message").asText("?")));
        default -> {
          out.printf("%s  made: add it to the parameter IntegrationIds and deploy%n", id);
          return 0;
        }
      }
    }
    throw new Misuse(
        "Genesys has not finished %s within a minute: look by tidings integration list"
            .formatted(id));
  }
}
