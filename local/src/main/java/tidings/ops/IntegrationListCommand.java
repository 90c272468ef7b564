package tidings.ops;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the integrations that Genesys has. */
@Command(
    name = "list",
    description =
        "Lists Genesys' Open Messaging integrations, and whether their webhooks come here.",
    footer = {
      "",
      "OURS is yes for those in the parameter IntegrationIds. Of headers only the names are shown.",
      "",
      "  tidings integration list --stack tidings"
    })
final class IntegrationListCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Mixin private final Place place = new Place();

  IntegrationListCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Connection connection = place.connect();
    List<String> ours = connection.list("IntegrationIds");
    try (var manager = connection.secrets();
        var genesys = GenesysCloud.login(connection, new SecretStore(manager, connection))) {
      List<Integration> all = Integration.all(genesys);
      out.printf("%-36s  %-4s  %-9s  %-20s  %s%n", "ID", "OURS", "STATE", "NAME", "WEBHOOK");
      all.forEach(one -> print(one, ours.contains(one.id())));
      out.printf("%d integrations%n", all.size());
    }
    return 0;
  }

  private void print(Integration one, boolean ours) {
    String headers = String.join(", ", one.headerNames());
    out.printf(
        "%-36s  %-4s  %-9s  %-20s  %s%s%n",
        one.id(),
        ours ? "yes" : "no",
        one.state(),
        one.name(),
        one.webhookUrl(),
        headers.isEmpty() ? "" : " with headers " + headers);
  }
}
