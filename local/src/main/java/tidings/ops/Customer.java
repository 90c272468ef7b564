package tidings.ops;

import picocli.CommandLine.Option;
import tidings.message.UserKey;

/** The option that says about which customer a command is. */
final class Customer {
  @Option(
      names = "--user",
      paramLabel = "ID",
      required = true,
      description = "The customer, as the app names them.")
  private String user = "";

  /** All that is kept of this customer. */
  Belongings belongings(Connection connection) {
    try (var manager = connection.secrets()) {
      var key = new SecretStore(manager, connection).installationKey();
      return new Belongings(connection, UserKey.of(key.bytes(), user));
    }
  }
}
