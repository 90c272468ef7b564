package tidings.ops;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The integrations at Genesys; all it does is know its subcommands. */
@Command(
    name = "integration",
    description = "Lists, makes and changes Open Messaging integrations at Genesys.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Logs in with the client in the secret GenesysSecretArn; its role needs the permissions"
          + " messaging:integration:view, :add and :edit. The signature secret goes from Secrets"
          + " Manager to Genesys and is never shown.",
      "",
      "  tidings integration list --stack tidings",
      "  tidings integration create --stack tidings --name Shop",
      "  tidings integration update --stack tidings --new-secret"
    })
final class IntegrationCommand {
  private IntegrationCommand() {}

  static CommandLine with(PrintWriter out) {
    return new CommandLine(new IntegrationCommand())
        .addSubcommand(new IntegrationListCommand(out))
        .addSubcommand(new IntegrationCreateCommand(out))
        .addSubcommand(new IntegrationUpdateCommand(out));
  }
}
