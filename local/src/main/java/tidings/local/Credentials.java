package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tidings.digest.Sha256;
import tidings.local.engines.AtomicFile;
import tidings.local.engines.SecretsEngine;
import tidings.local.template.Deployment;
import tidings.message.MessageJson;

/** What an operator would put into the secrets after the first deployment, made up for a tester. */
record Credentials(String webhookSecret, String apiKey, String clientId, String clientSecret) {

  /**
   * Settles the secrets that are not wholly random: the hash of an API key, kept beside the state,
   * and the id of the OAuth client.
   */
  static Credentials settle(Deployment deployment, SecretsEngine secrets, Optional<Path> folder) {
    String apiKey = apiKey(folder);
    secrets.put(
        variable(deployment, "API_KEY_SECRET"),
        MessageJson.write(Map.of("current", Sha256.hex(apiKey), "previous", "")));
    String genesys = variable(deployment, "GENESYS_SECRET");
    String clientSecret = field(secrets.value(genesys), "clientSecret");
    secrets.put(
        genesys, MessageJson.write(Map.of("clientId", "local", "clientSecret", clientSecret)));
    String webhook = secrets.value(variable(deployment, "WEBHOOK_SECRET"));
    return new Credentials(field(webhook, "current"), apiKey, "local", clientSecret);
  }

  /** The value that the template gives the first function that has this variable. */
  static String variable(Deployment deployment, String name) {
    return deployment.functions().stream()
        .map(function -> function.variables().get(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException("no function of the template has the variable " + name));
  }

  private static String apiKey(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return UUID.randomUUID().toString();
    }
    Path file = folder.get().resolve("api-key");
    try {
      if (!Files.exists(file)) {
        AtomicFile.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(String json, String name) {
    return MessageJson.read(json, JsonNode.class).path(name).asText();
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
