package tidings.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tidings.lambda.Secret;

/** What is settled of an integration, when it is made and later. */
final class IntegrationOptions {
  @Option(
      names = "--webhook-url",
      paramLabel = "ADDRESS",
      description = "Where Genesys posts webhooks; without it, the stack's output WebhookUrl.")
  private @Nullable String webhookUrl;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description =
          "A header that Genesys sends with each webhook, such as a gateway's key. May be repeated;"
              + " those that are given replace all there are.")
  private Map<String, String> headers = new HashMap<>();

  /** What Genesys takes, signed with this secret. */
  ObjectNode body(Connection connection, String name, Secret secret) {
    var body = JsonNodeFactory.instance.objectNode().put("name", name);
    body.put(Integration.URL, webhookUrl == null ? connection.output("WebhookUrl") : webhookUrl);
    body.put(Integration.SECRET, secret.value());
    if (!headers.isEmpty()) {
      ObjectNode all = body.putObject(Integration.HEADERS);
      headers.forEach(all::put);
    }
    return body;
  }
}
