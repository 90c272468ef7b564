package tidings.local.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tidings.local.Growing;
import tidings.local.Journal;
import tidings.local.JournaledList;
import tidings.local.Loopback;

/**
 * SNS' mobile push on 127.0.0.1, for any AWS SDK whose SNS endpoint is {@link #uri}: platform
 * applications, endpoints and publishing to them. It keeps what it was sent. A push to a dead token
 * is accepted once and disables the endpoint, as the platforms report a death only afterwards. With
 * a folder everything but the faults survives a restart. Signatures of requests are not checked.
 */
public final class PushSimulator implements AutoCloseable {
  private final Endpoints endpoints;
  private final JournaledList<Sent> sent;
  private final PushFaults faults = new PushFaults();
  private final Events events;
  private final SnsActions actions;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Listens from here on. */
  public PushSimulator(PushSettings settings, Clock clock) {
    this(settings, clock, _ -> {});
  }

  /**
   * The same.
   *
   * @param watcher told of each push once it is accepted
   */
  public PushSimulator(PushSettings settings, Clock clock, Consumer<Sent> watcher) {
    endpoints = new Endpoints(Journal.in(settings.folder(), "endpoints"));
    sent = new JournaledList<>(Journal.in(settings.folder(), "sent"), Sent::json, Sent::from);
    events = new Events(endpoints, clock);
    var publishing = new Publishing(endpoints, faults, kept(watcher), events, clock);
    actions = new SnsActions(settings, endpoints, publishing, UUID::randomUUID);
    server = Loopback.bind(settings.port());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The endpoint for an SNS client. */
  public URI uri() {
    return Loopback.uri(server);
  }

  /**
   * Makes a platform application, as an operator does once; the same again changes nothing.
   *
   * @param platform {@code GCM}, {@code APNS} or {@code APNS_SANDBOX}
   * @return its ARN
   */
  public String application(String platform, String name) {
    return actions.application(platform, name);
  }

  /** What the application tells of failed deliveries goes to this topic, as an operator sets it. */
  public void tellFailures(String applicationArn, String topicArn) {
    endpoints.change(applicationArn, Map.of("EventDeliveryFailure", topicArn));
  }

  /** What comes to the topic goes to this subscriber, which must not fail. */
  public void subscribe(String topicArn, Consumer<String> subscriber) {
    events.subscribe(topicArn, subscriber);
  }

  /** What SNS took and the platforms would not, or not as meant: one line each. */
  public List<String> violations() {
    return sent.all().stream().flatMap(push -> PushRules.violations(push).stream()).toList();
  }

  /** Every push accepted so far, oldest first. */
  public List<Sent> sent() {
    return sent.all();
  }

  /** The same, for those who come again. */
  public Growing<Sent> history() {
    return sent;
  }

  /**
   * The devices that are registered, oldest first: {@code {"token","platform","enabled","dead"}}.
   * One that is not enabled gets no pushes; one that is dead will not be enabled for long.
   */
  public List<JsonNode> devices() {
    return endpoints.all().stream().map(this::device).toList();
  }

  private JsonNode device(Endpoint endpoint) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("token", endpoint.token())
        .put("platform", endpoint.platform())
        .put("enabled", endpoint.enabled())
        .put("dead", endpoints.isDead(endpoint.token()));
  }

  private Consumer<Sent> kept(Consumer<Sent> watcher) {
    return push -> {
      sent.add(push);
      watcher.accept(push);
    };
  }

  /**
   * The app behind this token is gone: the next push is accepted, then its endpoint is disabled.
   */
  public void kill(String token) {
    endpoints.kill(token);
  }

  /** The token works again; an endpoint that was disabled stays so until somebody enables it. */
  public void revive(String token) {
    endpoints.revive(token);
  }

  /** Misbehaves as told, after the faults that were ordered earlier. */
  public void fault(PushFault fault) {
    faults.add(fault);
  }

  public void clearFaults() {
    faults.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    endpoints.close();
    sent.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      var answer = actions.answer(Form.parse(new String(request, StandardCharsets.UTF_8)));
      byte[] body = answer.xml().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
