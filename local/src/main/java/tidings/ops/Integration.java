package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tidings.lambda.Secret;

/**
 * An Open Messaging integration as Genesys tells of it (SDK, {@code OpenIntegration}). The answer
 * may hold the signature secret: it is compared and never shown.
 */
record Integration(JsonNode json) {
  static final String PATH = "/api/v2/conversations/messaging/integrations/open";
  static final String URL = "outboundNotificationWebhookUrl";
  static final String SECRET = "outboundNotificationWebhookSignatureSecretToken";
  static final String HEADERS = "webhookHeaders";
  private static final int PAGE = 100;
  private static final Pattern MASK = Pattern.compile("[*•●]{3}");

  /**
   * Asks for one.
   *
   * @throws Misuse if Genesys does not tell
   */
  static Integration of(GenesysCloud genesys, String id) {
    GenesysCloud.Reply reply = genesys.get(PATH + "/" + id);
    if (reply.status() == 404) {
      throw new Misuse(
          "Genesys has no integration %s: correct the parameter IntegrationIds, or make one with tidings integration create"
              .formatted(id));
    }
    return new Integration(good(reply, "messaging:integration:view"));
  }

  /** All of them, page after page, however many Genesys puts on one. */
  static List<Integration> all(GenesysCloud genesys) {
    var all = new ArrayList<Integration>();
    JsonNode page;
    int number = 1;
    do {
      String query = "?pageSize=%d&pageNumber=%d".formatted(PAGE, number);
      page = good(genesys.get(PATH + query), "messaging:integration:view");
      page.path("entities").forEach(one -> all.add(new Integration(one)));
      number++;
    } while (number <= page.path("pageCount").asInt(number) && !page.path("entities").isEmpty());
    return all;
  }

  /**
   * The body of a reply.
   *
   * @param permission that the client's role needs for it
   * @throws Misuse if it is an error
   */
  static JsonNode good(GenesysCloud.Reply reply, String permission) {
    if (reply.status() == 403) {
      throw new Misuse(
          "the OAuth client may not: give its role the permission %s; %s"
              .formatted(permission, reply.problem()));
    }
    if (!reply.isGood()) {
      throw new Misuse("Genesys refuses: " + reply.problem());
    }
    return reply.body();
  }

  String id() {
    return json.path("id").asText();
  }

  String name() {
    return json.path("name").asText();
  }

  String webhookUrl() {
    return json.path(URL).asText();
  }

  /**
   * What signs its webhooks; empty where Genesys leaves it out or masks it, for nobody has written
   * whether it tells.
   */
  Optional<Secret> secret() {
    String told = json.path(SECRET).asText();
    boolean isClear =
        told.length() >= SecretStore.SHORTEST_SIGNATURE_SECRET && !MASK.matcher(told).find();
    return isClear ? Optional.of(new Secret(told)) : Optional.empty();
  }

  /** What Genesys tells of its state: active, how its making stands, or a dash. */
  String state() {
    String made = json.path("createStatus").asText();
    return !made.isEmpty() && !made.equals("Completed")
        ? made.toLowerCase(java.util.Locale.ROOT)
        : json.path("status").asText("-");
  }

  /** The names of the headers; their values may be keys. */
  List<String> headerNames() {
    var names = new ArrayList<String>();
    json.path(HEADERS).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
