package tidings.local.genesys;

import static tidings.local.genesys.Check.flatTexts;
import static tidings.local.genesys.Check.optionalText;
import static tidings.local.genesys.Check.text;
import static tidings.local.genesys.Check.that;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tidings.local.Journal;

/**
 * The Open Messaging integrations, and the calls that list, make and change them (SDK models {@code
 * OpenIntegrationRequest}, {@code OpenIntegrationUpdateRequest}, {@code OpenIntegration}).
 */
final class Integrations implements AutoCloseable {
  static final String PATH = "/api/v2/conversations/messaging/integrations/open";

  private static final String URL = "outboundNotificationWebhookUrl";
  private static final String SECRET = "outboundNotificationWebhookSignatureSecretToken";
  private static final String HEADERS = "webhookHeaders";
  private static final int SHORTEST_SECRET = 16;
  private static final int PAGE = 25;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  private static final List<Check> RULES =
      List.of(
          text("/name"),
          optionalText("/" + URL),
          optionalText("/" + SECRET),
          that(
              body -> !body.has(URL) || isReachable(body.path(URL).asText()),
              "invalid.value",
              URL + " is an https address on port 443"),
          that(
              body -> !body.has(SECRET) || body.path(SECRET).asText().length() >= SHORTEST_SECRET,
              "invalid.value",
              SECRET + " is longer than 15 characters"),
          flatTexts("/" + HEADERS));

  private static final List<Check> NEW = List.of(text("/" + URL), text("/" + SECRET));

  private final Journal journal;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Map<String, ObjectNode> all = new LinkedHashMap<>();

  /** Where an integration's webhooks go, what signs them, and what goes with them. */
  record Target(URI uri, String secret, Map<String, String> headers) {
    Target {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Target[" + uri + ", ***]";
    }
  }

  /** Those that exist from the beginning, as they were changed since. */
  Integrations(GenesysSettings settings, Journal journal, Clock clock, Supplier<UUID> ids) {
    this.journal = journal;
    this.clock = clock;
    this.ids = ids;
    for (String id : settings.integrationIds()) {
      var webhook = settings.webhook();
      var first = JsonNodeFactory.instance.objectNode().put("name", "Tidings");
      first.put(URL, webhook.uri().toString()).put(SECRET, webhook.secret());
      all.put(id, completed(id, first));
    }
    journal.lines().forEach(line -> all.put(line.path("id").asText(), line.<ObjectNode>deepCopy()));
  }

  synchronized boolean has(String id) {
    return all.containsKey(id);
  }

  /** The integration of this id; where there is none, the first. */
  synchronized Target target(String id) {
    ObjectNode integration = all.getOrDefault(id, all.values().iterator().next());
    var headers = new LinkedHashMap<String, String>();
    integration
        .path(HEADERS)
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return new Target(
        URI.create(integration.path(URL).asText()), integration.path(SECRET).asText(), headers);
  }

  static boolean asksFor(Request request) {
    return request.path().equals(PATH) || request.path().startsWith(PATH + "/");
  }

  synchronized Answer answer(Request request) {
    String id = request.path().substring(PATH.length()).replaceFirst("^/", "");
    return switch (request.method() + (id.isEmpty() ? "" : " one")) {
      case "GET" -> list(request.query());
      case "GET one" -> one(id);
      case "POST" -> changed(request, ids.get().toString());
      case "PATCH one" -> has(id) ? changed(request, id) : Answer.error(404);
      default -> Answer.error(404);
    };
  }

  /** The body as others may see it. */
  static JsonNode masked(ObjectNode body) {
    ObjectNode masked = body.deepCopy();
    return masked.has(SECRET) ? masked.put(SECRET, "***") : masked;
  }

  /** An answer about one or many whose secrets are masked, or left out. */
  static ObjectNode hidden(ObjectNode answer, Fault.Body form) {
    ObjectNode hidden = answer.deepCopy();
    for (JsonNode parent : hidden.findParents(SECRET)) {
      if (parent instanceof ObjectNode one && form == Fault.Body.MASKED) {
        one.put(SECRET, "********************");
      } else if (parent instanceof ObjectNode one) {
        one.remove(SECRET);
      }
    }
    return hidden;
  }

  @Override
  public void close() {
    journal.close();
  }

  private Answer one(String id) {
    ObjectNode integration = all.get(id);
    return integration == null ? Answer.error(404) : Answer.ok(integration.deepCopy());
  }

  private Answer list(String query) {
    String size = parameter(query, "pageSize", PAGE);
    String number = parameter(query, "pageNumber", 1);
    if (!NUMBER.matcher(size).matches() || !NUMBER.matcher(number).matches()) {
      return Answer.error(400, "invalid.value", "pageSize and pageNumber are positive numbers");
    }
    int pageSize = Integer.parseInt(size);
    long skipped = (long) pageSize * (Integer.parseInt(number) - 1);
    var reply = JsonNodeFactory.instance.objectNode();
    var entities = reply.putArray("entities");
    all.values().stream()
        .skip(skipped)
        .limit(pageSize)
        .forEach(one -> entities.add(one.deepCopy()));
    reply.put("pageSize", pageSize).put("pageNumber", Integer.parseInt(number));
    reply.put("total", all.size());
    return Answer.ok(reply.put("pageCount", (all.size() + pageSize - 1) / pageSize));
  }

  private static String parameter(String query, String name, int otherwise) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return Integer.toString(otherwise);
  }

  private Answer changed(Request request, String id) {
    JsonNode body = request.body().json();
    if (!request.mediaType().equals("application/json")) {
      return Answer.error(415);
    }
    if (body == null || !body.isObject()) {
      return Answer.error(400, "bad.request", "The body is not a JSON object.");
    }
    var rules = new ArrayList<>(RULES);
    rules.addAll(has(id) ? List.of() : NEW);
    return Check.first(rules, body)
        .map(problem -> Answer.error(400, problem.code(), problem.message()))
        .orElseGet(() -> keep(id, body));
  }

  /** A new one is made in the background: its reply says so, and whoever asks later sees it. */
  private Answer keep(String id, JsonNode body) {
    ObjectNode old = all.get(id);
    boolean isNew = old == null;
    ObjectNode integration = old == null ? completed(id, body) : old.deepCopy();
    copy(body, integration);
    integration.put("dateModified", now());
    journal.append(integration);
    all.put(id, integration);
    ObjectNode reply = integration.deepCopy();
    return Answer.ok(isNew ? reply.put("createStatus", "Initiated") : reply);
  }

  private ObjectNode completed(String id, JsonNode body) {
    ObjectNode integration = JsonNodeFactory.instance.objectNode().put("id", id);
    copy(body, integration);
    integration.put("status", "active").put("createStatus", "Completed");
    integration.put("dateCreated", now()).put("dateModified", now());
    return integration.put("selfUri", PATH + "/" + id);
  }

  private static void copy(JsonNode body, ObjectNode integration) {
    for (String field : List.of("name", URL, SECRET, HEADERS)) {
      if (body.hasNonNull(field)) {
        integration.set(field, body.get(field));
      }
    }
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Genesys wants HTTPS on port 443; what it could not reach, this machine, is for trying. */
  private static boolean isReachable(String url) {
    try {
      URI uri = URI.create(url);
      boolean secure = "https".equals(uri.getScheme()) && uri.getHost() != null;
      boolean standard = uri.getPort() == -1 || uri.getPort() == 443;
      return (secure && standard) || "127.0.0.1".equals(uri.getHost());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
