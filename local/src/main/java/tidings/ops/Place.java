package tidings.ops;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every command, which each mixes in: above all those that say on which installation
 * it works.
 */
final class Place {
  @Option(
      names = "--local",
      paramLabel = "ADDRESS",
      defaultValue = "${env:TIDINGS_LOCAL}",
      description = "Address of the local stack, as it prints it at its start.")
  private @Nullable URI local;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "${env:TIDINGS_STACK}",
      description = "Name of the deployed CloudFormation stack; its outputs tell the rest.")
  private @Nullable String stack;

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

  /**
   * Connects to the installation.
   *
   * @throws Misuse if it is not said which, or it cannot be had
   */
  Connection connect() {
    if (local != null) {
      return LocalStack.connect(local).with(outputs);
    }
    if (stack == null && outputs.isEmpty()) {
      throw new Misuse("say which installation: --stack NAME, or --local ADDRESS");
    }
    return DeployedStack.connect(stack, region, outputs);
  }
}
