package tidings.ops;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options of every command, which each mixes in: above all those that say on which installation
 * it works. The environment counts only where none of them does.
 */
final class Place {
  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @ArgGroup private @Nullable Named named;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS region of the stack; without it, that of the AWS configuration.")
  private @Nullable String region;

  @Option(
      names = "--output",
      paramLabel = "NAME=VALUE",
      description =
          "An output of the stack, such as ParkingQueueUrl=https://…, in place of what the stack"
              + " says; with all that a command needs, --stack is not needed. May be repeated.")
  private Map<String, String> outputs = new HashMap<>();

  Place() {
    this(System.getenv());
  }

  Place(Map<String, String> environment) {
    this.environment = environment;
  }

  /** One of them, never both. */
  static final class Named {
    @Option(
        names = "--local",
        paramLabel = "ADDRESS",
        required = true,
        description =
            "Address of the local stack, as it prints it at its start. TIDINGS_LOCAL stands for it"
                + " where neither it nor --stack is given.")
    private @Nullable URI local;

    @Option(
        names = "--stack",
        paramLabel = "NAME",
        required = true,
        description =
            "Name of the deployed CloudFormation stack; its outputs tell the rest. TIDINGS_STACK"
                + " stands for it where neither it nor --local is given.")
    private @Nullable String stack;
  }

  /** Which installation is meant; both are null where the given outputs are to be all. */
  record Meant(@Nullable URI local, @Nullable String stack) {
    @Override
    public String toString() {
      if (local != null) {
        return "the local stack at " + local;
      }
      return stack == null ? "the installation of the given outputs" : "the stack " + stack;
    }
  }

  /**
   * What the options say, else the environment.
   *
   * @throws Misuse if the environment names two
   */
  Meant meant() {
    if (named != null) {
      return new Meant(named.local, named.stack);
    }
    String local = environment.get("TIDINGS_LOCAL");
    String stack = environment.get("TIDINGS_STACK");
    if (local != null && stack != null) {
      throw new Misuse("TIDINGS_LOCAL and TIDINGS_STACK are both set: say --local or --stack");
    }
    return new Meant(local == null ? null : address(local), stack);
  }

  private static URI address(String local) {
    try {
      return URI.create(local);
    } catch (IllegalArgumentException _) {
      throw new Misuse("TIDINGS_LOCAL is no address: " + local);
    }
  }

  /**
   * Connects to the installation.
   *
   * @throws Misuse if it is not said which, or it cannot be had
   */
  Connection connect() {
    Meant meant = meant();
    if (meant.local != null) {
      return LocalStack.connect(meant.local).with(outputs);
    }
    if (meant.stack == null && outputs.isEmpty()) {
      throw new Misuse("say which installation: --stack NAME, or --local ADDRESS");
    }
    return DeployedStack.connect(meant.stack, region, outputs);
  }

  /** The same for what changes something: says on the standard error where that will be. */
  Connection connectToChange() {
    Connection connection = connect();
    Meant meant = meant();
    String where =
        meant.local == null ? " in %s%s".formatted(connection.region(), account(connection)) : "";
    command.commandLine().getErr().printf("changes %s%s%n", meant, where);
    return connection;
  }

  /** Empty where no output tells it. */
  private static String account(Connection connection) {
    String arn = connection.outputs().getOrDefault("InstallationSecretArn", "");
    String[] parts = arn.split(":", -1);
    return parts.length > 4 ? ", account " + parts[4] : "";
  }
}
