package tidings.dispatcher;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * HTTP calls that end in time. The client's own time-out ends with the headers, so that a body that
 * never comes would hold the function up; here the time is for all of it.
 */
record Calls(HttpClient http, Duration longest, Clock clock) {

  /** An answer that we know has a few kilobytes. */
  private static final long LONGEST_BODY = 1024 * 1024;

  /** What was heard of the other side. */
  sealed interface Heard {}

  /** An answer; the body is empty where it broke off or does not end. */
  record Reply(int status, HttpHeaders headers, String body) implements Heard {}

  /** No answer, whether or not the request has arrived. */
  record Silence(String reason, boolean mayHaveArrived) implements Heard {}

  /** Sends the request and waits until the deadline, or as long as any call may take. */
  Heard send(HttpRequest request, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      return new Silence("no time was left to ask", false);
    }
    Duration limit = left.compareTo(longest) < 0 ? left : longest;
    var head = new AtomicReference<@Nullable ResponseInfo>();
    var running =
        http.sendAsync(
            request,
            info -> {
              head.set(info);
              return BodySubscribers.limiting(
                  BodySubscribers.ofString(StandardCharsets.UTF_8), LONGEST_BODY);
            });
    return await(running, head, limit);
  }

  private static Heard await(
      CompletableFuture<HttpResponse<String>> running,
      AtomicReference<@Nullable ResponseInfo> head,
      Duration limit) {
    try {
      var answer = running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(answer.statusCode(), answer.headers(), answer.body());
    } catch (TimeoutException _) {
      running.cancel(true);
      return brokenOff(head.get(), new Silence("no answer in time; it may have arrived", true));
    } catch (ExecutionException e) {
      return brokenOff(head.get(), silence(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  /** A status that was heard counts, whatever became of the body. */
  private static Heard brokenOff(@Nullable ResponseInfo head, Silence silence) {
    return head == null ? silence : new Reply(head.statusCode(), head.headers(), "");
  }

  private static Silence silence(@Nullable Throwable cause) {
    boolean unconnected =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return unconnected
        ? new Silence("no connection", false)
        : new Silence("the connection broke; it may have arrived", true);
  }
}
