package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import tidings.lambda.Secret;
import tidings.message.Chat;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** The installation's secrets, each a JSON object; nothing here shows what they hold. */
record SecretStore(SecretsManagerClient secrets, Connection connection) {

  /** Genesys takes no shorter signature secret (SDK, {@code OpenIntegrationRequest}). */
  static final int SHORTEST_SIGNATURE_SECRET = 16;

  /**
   * A field of the secret that this output names; an empty text where it has none.
   *
   * @throws Misuse if there is no such secret, or it is no JSON object
   */
  Secret field(String output, String field) {
    return new Secret(read(output).path(field).asText());
  }

  /** The whole of it. */
  ObjectNode read(String output) {
    String arn = connection.output(output);
    try {
      String text = secrets.getSecretValue(get -> get.secretId(arn)).secretString();
      if (MessageJson.read(text, JsonNode.class) instanceof ObjectNode object) {
        return object;
      }
    } catch (ResourceNotFoundException _) {
      throw new Misuse("there is no secret %s: deploy the stack again".formatted(arn));
    } catch (MessageJson.Unreadable _) {
      throw noObject(output);
    }
    throw noObject(output);
  }

  private static Misuse noObject(String output) {
    return new Misuse("the secret %s is no JSON object: put one there".formatted(output));
  }

  void write(String output, ObjectNode value) {
    String arn = connection.output(output);
    secrets.putSecretValue(put -> put.secretId(arn).secretString(MessageJson.write(value)));
  }

  /** With this, users are given the keys that stand for them in tables and logs. */
  Secret installationKey() {
    Secret key = field("InstallationSecretArn", "key");
    if (key.value().isEmpty()) {
      throw new Misuse("the secret InstallationSecretArn has no field key");
    }
    return key;
  }

  static Chat chat(Secret installationKey, String userId, String integrationId) {
    return new Chat(UserKey.of(installationKey.bytes(), userId), userId, integrationId);
  }
}
