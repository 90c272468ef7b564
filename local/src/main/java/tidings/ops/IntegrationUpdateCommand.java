package tidings.ops;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tidings.lambda.Secret;

/** Points integrations here. */
@Command(
    name = "update",
    description = "Points integrations at this installation: address, signature secret, headers.",
    footer = {
      "",
      "Without ID, all in the parameter IntegrationIds. Genesys gets the stored signature secret;"
          + " with --new-secret a new one is made and stored first, for all of them, and the old"
          + " one counts until the next --new-secret; Genesys is told after 11 seconds, when every"
          + " function knows the new one. If Genesys takes it for some only, run the"
          + " command again without --new-secret: before that no other new one is made, for a"
          + " third would not count. What each integration was given is noted in the secret, in"
          + " case Genesys does not tell it.",
      "",
      "  tidings integration update --stack tidings",
      "  tidings integration update --stack tidings --new-secret",
      "  tidings integration update 5b1f0a52-… --stack tidings --name Shop"
    })
final class IntegrationUpdateCommand implements Callable<Integer> {
  /** The webhook's function reads secrets afresh at most every ten seconds. */
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(11);

  private final PrintWriter out;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Place place = new Place();
  @Mixin private final IntegrationOptions options = new IntegrationOptions();

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids of integrations.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--name", paramLabel = "NAME", description = "Another name; for one ID only.")
  private @Nullable String name;

  @Option(names = "--new-secret", description = "Make and store a new signature secret first.")
  private boolean newSecret;

  IntegrationUpdateCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Connection connection = place.connectToChange();
    List<String> chosen = chosen(connection);
    try (var manager = connection.secrets()) {
      var secrets = new SecretStore(manager, connection);
      var signature = new SignatureSecret(secrets);
      try (var genesys = GenesysCloud.login(connection, secrets)) {
        if (newSecret) {
          renew(signature, genesys, chosen);
        }
        boolean allHaveIt = true;
        for (String id : chosen) {
          allHaveIt &= update(connection, genesys, id, signature);
        }
        return allHaveIt ? 0 : 1;
      }
    }
  }

  /** Only two secrets count at a time: none that still signs may be the third. */
  private void renew(SignatureSecret signature, GenesysCloud genesys, List<String> chosen) {
    for (String id : chosen) {
      if (!signature.isWith(Integration.of(genesys, id))) {
        throw new Misuse(
            "%s is not known to sign with the stored secret: run this without --new-secret first"
                .formatted(id));
      }
    }
    Secret _ = signature.renew();
    spec.commandLine().getErr().println("stored; waiting until every function knows it");
    LockSupport.parkNanos(UNTIL_KNOWN.toNanos());
  }

  private List<String> chosen(Connection connection) {
    List<String> ours = connection.list("IntegrationIds");
    List<String> chosen = ids.isEmpty() ? ours : List.copyOf(ids);
    if (name != null && chosen.size() != 1) {
      throw new Misuse("say which one gets the name: one ID");
    }
    if (newSecret && !new HashSet<>(chosen).containsAll(ours)) {
      throw new Misuse(
          "all integrations share the secret: name all of %s, or none"
              .formatted(String.join(", ", ours)));
    }
    return chosen;
  }

  /** Returns false if Genesys is not known to have taken it; the others are tried all the same. */
  private boolean update(
      Connection connection, GenesysCloud genesys, String id, SignatureSecret signature) {
    try {
      Secret secret = signature.stored();
      String named = name == null ? Integration.of(genesys, id).name() : name;
      var body = options.body(connection, named, secret);
      var reply = genesys.patch(Integration.PATH + "/" + id, body);
      if (!reply.isGood()) {
        throw new Misuse("refused: " + reply.problem());
      }
      signature.given(id, secret);
      out.printf("%s  updated: %s%n", id, body.path(Integration.URL).asText());
      return true;
    } catch (Misuse e) {
      out.printf("%s  not updated: %s%n", id, e.getMessage());
      return false;
    }
  }
}
