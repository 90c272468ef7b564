package tidings.ops;

import java.util.ArrayList;
import java.util.List;

/** Whether Genesys lets us in, and its integrations point here. */
record GenesysChecks(Connection connection, SecretStore secrets) {

  void make(Checkup checkup) {
    var logins = new ArrayList<GenesysCloud>();
    checkup.check(
        "login at Genesys",
        () -> {
          logins.add(GenesysCloud.login(connection, secrets));
          return "the stored client may log in";
        });
    for (String id : integrations()) {
      checkup.check("integration " + shortened(id), () -> check(logins, id));
    }
    logins.forEach(GenesysCloud::close);
  }

  /** Where none is told, the outputs' check has said so. */
  private List<String> integrations() {
    return connection.outputs().containsKey("IntegrationIds")
        ? connection.list("IntegrationIds")
        : List.of();
  }

  private static String shortened(String id) {
    return id.length() > 12 ? id.substring(0, 11) + "…" : id;
  }

  private String check(List<GenesysCloud> logins, String id) {
    if (logins.isEmpty()) {
      throw new Misuse("is not known without a login");
    }
    return check(Integration.of(logins.getFirst(), id));
  }

  private String check(Integration integration) {
    String ours = connection.output("WebhookUrl");
    if (!integration.webhookUrl().equals(ours)) {
      throw new Misuse(
          "its webhook goes to %s, not to %s: tidings integration update %s"
              .formatted(integration.webhookUrl(), ours, integration.id()));
    }
    if (!List.of("active", "-").contains(integration.state())) {
      throw new Misuse(
          "it is %s: look at it in Genesys, Admin, Message, Platforms"
              .formatted(integration.state()));
    }
    if (new SignatureSecret(secrets).isLostTo(integration)) {
      throw new Misuse(
          "its webhooks are signed with another secret than the stored one: tidings integration"
              + " update "
              + integration.id());
    }
    return "%s: its webhook comes here%s"
        .formatted(integration.name(), integration.state().equals("-") ? "" : ", and it is active");
  }
}
