package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tidings.local.Journal;

/**
 * Posts webhooks as Genesys does: one at a time for each customer, in order; a try that times out,
 * finds nobody or is answered 429 or 5xx is made again after a pause, behind whatever was sent
 * meanwhile. What is not settled when the process dies is sent again by the next one.
 */
final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private final GenesysSettings.Tries tries;
  private final Function<String, Integrations.Target> targets;
  private final Journal journal;
  private final Supplier<UUID> ids;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final Map<String, CompletableFuture<Delivery>> lanes = new ConcurrentHashMap<>();
  private final Map<String, Delivery> pending = new LinkedHashMap<>();
  private volatile boolean closing;

  private record Delivery(String key, String customer, String integrationId, String body) {}

  /**
   * @param targets by the ids of integrations
   */
  Webhooks(
      GenesysSettings.Tries tries,
      Function<String, Integrations.Target> targets,
      Journal journal,
      Supplier<UUID> ids) {
    this.tries = tries;
    this.targets = targets;
    this.journal = journal;
    this.ids = ids;
  }

  /** Takes up what an earlier process left unsettled. */
  synchronized void resume() {
    journal.lines().forEach(this::replay);
    pending.values().forEach(delivery -> enter(delivery, 0));
  }

  /** Queues a body behind the customer's earlier ones, after this delay; it is kept on return. */
  synchronized void send(String customer, JsonNode body, Duration delay) {
    var delivery =
        new Delivery(
            ids.get().toString(), customer, body.at("/channel/id").asText(), body.toString());
    pending.put(delivery.key, delivery);
    journal.append(
        JsonNodeFactory.instance
            .objectNode()
            .put("key", delivery.key)
            .put("customer", customer)
            .put("integrationId", delivery.integrationId)
            .put("body", delivery.body));
    if (delay.isZero()) {
      enter(delivery, 0);
    } else {
      enterLater(delivery, 0, delay);
    }
  }

  /** How many are neither delivered nor given up. */
  synchronized int pending() {
    return pending.size();
  }

  @Override
  public void close() {
    closing = true;
    later.shutdownNow();
    http.shutdownNow();
    threads.close();
    journal.close();
  }

  private void enterLater(Delivery delivery, int failures, Duration delay) {
    var _ =
        later.schedule(() -> enter(delivery, failures), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void enter(Delivery delivery, int failures) {
    lanes.compute(
        delivery.customer,
        (_, last) ->
            (last == null ? CompletableFuture.completedFuture(delivery) : last)
                .handleAsync((_, _) -> attempt(delivery, failures), threads));
  }

  private Delivery attempt(Delivery delivery, int failures) {
    int status = closing ? 0 : post(delivery);
    if (closing) {
      return delivery;
    }
    boolean failed = status == 0 || status == 429 || status >= 500;
    if (failed && failures < tries.retries()) {
      enterLater(delivery, failures + 1, tries.pause());
    } else {
      settle(delivery, failures + 1, status);
    }
    return delivery;
  }

  /** The status, or 0 where no answer came. */
  private int post(Delivery delivery) {
    var target = targets.apply(delivery.integrationId);
    var request =
        HttpRequest.newBuilder(target.uri())
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(tries.timeout())
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", Signature.of(target.secret(), delivery.body))
            .POST(BodyPublishers.ofString(delivery.body));
    target.headers().forEach(request::setHeader);
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private synchronized void settle(Delivery delivery, int tries, int status) {
    pending.remove(delivery.key);
    journal.append(JsonNodeFactory.instance.objectNode().put("settled", delivery.key));
    LOG.info("webhook {} ended after {} tries with status {}", delivery.key, tries, status);
  }

  private void replay(JsonNode line) {
    if (line.has("settled")) {
      pending.remove(line.get("settled").asText());
      return;
    }
    String key = line.get("key").asText();
    pending.put(
        key,
        new Delivery(
            key,
            line.get("customer").asText(),
            line.path("integrationId").asText(),
            line.get("body").asText()));
  }
}
