package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tidings.local.Growing;
import tidings.local.Journal;
import tidings.local.JournaledList;
import tidings.local.Loopback;
import tidings.local.genesys.Conversations.Conversation;

/**
 * Genesys Cloud on 127.0.0.1: the login, the calls of Open Messaging with their checks, token, rate
 * limit and error bodies, and the webhooks back to us, signed and retried. It takes the same
 * message twice where it is posted twice. With a folder it remembers across restarts what it
 * received, its conversations and the webhooks still to deliver; tokens and faults end with it.
 */
public final class GenesysSimulator implements AutoCloseable {
  private static final Duration LONGEST_HANG = Duration.ofMinutes(5);

  private final GenesysSettings settings;
  private final Clock clock;
  private final Supplier<UUID> ids = UUID::randomUUID;
  private final Faults faults = new Faults();
  private final JournaledList<Received> received;
  private final Consumer<Received> watcher;
  private final RateLimit rateLimit;
  private final Integrations integrations;
  private final Conversations conversations;
  private final Webhooks webhooks;
  private final PlatformApi api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Listens from here on, and takes up the webhooks that an earlier process left. */
  public GenesysSimulator(GenesysSettings settings, Clock clock) {
    this(settings, clock, _ -> {});
  }

  /**
   * The same.
   *
   * @param watcher told of each request once it is decided
   */
  public GenesysSimulator(GenesysSettings settings, Clock clock, Consumer<Received> watcher) {
    this.settings = settings;
    this.clock = clock;
    this.watcher = watcher;
    rateLimit = new RateLimit(settings.limits().perMinute(), clock);
    var folder = settings.folder();
    received = new JournaledList<>(Journal.in(folder, "received"), Received::json, Received::from);
    conversations = new Conversations(Journal.in(folder, "conversations"), ids);
    integrations = new Integrations(settings, Journal.in(folder, "integrations"), clock, ids);
    webhooks =
        new Webhooks(
            settings.webhook().tries(), integrations::target, Journal.in(folder, "webhooks"), ids);
    api =
        new PlatformApi(
            integrations,
            new Tokens(settings.client(), clock, ids),
            rateLimit,
            conversations,
            new OpenMessaging(
                conversations, webhooks, settings.webhook().receiptAfter(), clock, ids));
    server = Loopback.bind(settings.port());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    webhooks.resume();
  }

  /** The base of the API and of the login host. */
  public URI uri() {
    return Loopback.uri(server);
  }

  /**
   * An agent says this.
   *
   * @return the message's id
   */
  public String say(String integrationId, String userId, String text) {
    String id = messageId();
    return send(WebhookBodies.agentText(id, between(integrationId, userId), clock.instant(), text));
  }

  /**
   * An agent is typing.
   *
   * @return the event's id
   */
  public String typing(String integrationId, String userId) {
    return send(WebhookBodies.typing(messageId(), between(integrationId, userId), clock.instant()));
  }

  /**
   * Posts this body as it is to the webhook, behind the earlier ones of its customer.
   *
   * @return the body's {@code id}, or an empty text where it has none
   */
  public String send(JsonNode body) {
    String side = body.path("direction").asText().equals("Inbound") ? "from" : "to";
    String customer = body.path("channel").path(side).path("id").asText();
    webhooks.send(customer, body, Duration.ZERO);
    return body.path("id").asText();
  }

  /** How many webhooks are neither delivered nor given up. */
  public int pendingWebhooks() {
    return webhooks.pending();
  }

  /** Misbehaves as told, after the faults that were ordered earlier. */
  public void fault(Fault fault) {
    faults.add(fault);
  }

  /** Misbehaves in these ways and no others, in this order. */
  public void replaceFaults(List<Fault> all) {
    faults.replace(all);
  }

  /** The misbehaviours still to come, each with the count that is left. */
  public List<Fault> faults() {
    return faults.all();
  }

  public void clearFaults() {
    faults.clear();
  }

  /** {@code {"allowed","used","resetsAt"?}} of the token that has used most of its minute. */
  public JsonNode rateLimit() {
    var usage = rateLimit.usage();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("allowed", usage.allowed()).put("used", usage.used());
    return usage.resetsAt() == null ? json : json.put("resetsAt", usage.resetsAt().toString());
  }

  /** The open conversations, oldest first: {@code {"id","integrationId","userId"}}. */
  public List<JsonNode> conversations() {
    return conversations.open().stream().<JsonNode>map(Conversation::json).toList();
  }

  /** Every request so far, in the order in which they were decided. */
  public List<Received> received() {
    return received.all();
  }

  /** The same, for those who come again. */
  public Growing<Received> history() {
    return received;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
    webhooks.close();
    conversations.close();
    integrations.close();
    received.close();
  }

  private Conversation between(String integrationId, String userId) {
    if (!integrations.has(integrationId)) {
      throw new IllegalArgumentException("no integration " + integrationId);
    }
    return conversations.between(integrationId, userId);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = Request.read(exchange, clock.instant(), settings.limits().maximumBytes());
      var effect = faults.next(request.path(), api.customer(request), request.messageId());
      Optional<Answer> normal = decide(request, effect);
      Answer answer = effect.over(normal.orElse(Answer.error(503)), request.path());
      boolean done = normal.filter(Answer::isYes).isPresent();
      keep(Received.of(request, new Received.End(effect.silent() ? 0 : answer.status(), done)));
      pause(effect.hang() ? LONGEST_HANG : effect.delay());
      if (!effect.silent() && answer.status() == 200 && Downloads.has(request)) {
        Downloads.send(exchange);
      } else if (!effect.silent()) {
        send(exchange, answer.traced(ids.get().toString()), effect.body());
      }
    }
  }

  private void keep(Received request) {
    received.add(request);
    watcher.accept(request);
  }

  /** What would be answered normally; empty where the request is not looked at. */
  private Optional<Answer> decide(Request request, Fault.Effect effect) {
    if (effect.refuses()) {
      return Optional.empty();
    }
    return Optional.of(
        Downloads.has(request)
            ? Answer.ok(JsonNodeFactory.instance.objectNode())
            : api.answer(request, effect.failedReceipt()));
  }

  /** Ends early when the simulator is closed. */
  private void pause(Duration duration) {
    try {
      boolean _ = closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Answer answer, Fault.Body form)
      throws IOException {
    String text =
        switch (form) {
          case WHOLE, CUT -> answer.body().toString();
          case GARBAGE -> "<html>{";
          case MASKED, UNTOLD -> Integrations.hidden(answer.body(), form).toString();
        };
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    int length = form == Fault.Body.CUT ? body.length / 2 : body.length;
    exchange.getResponseBody().write(body, 0, length);
    exchange.getResponseBody().flush();
  }

  private String messageId() {
    return ids.get().toString().replace("-", "");
  }
}
