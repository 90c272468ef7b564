package tidings.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BucketTest {
  private final Bucket bucket = LocalBucket.make();

  @Test
  void whatIsNotThereIsNoFailure() {
    assertThat(bucket.head("a")).isEmpty();
    assertThat(bucket.get("a", null)).isEmpty();
    assertThat(bucket.get("a", 8)).isEmpty();
  }

  @Test
  void theFirstBytesComeWithTheWholeLength() {
    bucket.put("a", "text/plain", "0123456789".getBytes(UTF_8));

    var head = bucket.get("a", 4).orElseThrow();

    assertThat(head.asUtf8String()).isEqualTo("0123");
    assertThat(head.response().contentRange()).isEqualTo("bytes 0-3/10");
  }

  @Test
  void aKeyIsTakenOnce() {
    assertThat(bucket.putNew("a", "one".getBytes(UTF_8), _ -> {})).isTrue();
    assertThat(bucket.putNew("a", "two".getBytes(UTF_8), _ -> {})).isFalse();

    assertThat(bucket.get("a", null).orElseThrow().asUtf8String()).isEqualTo("one");
  }

  @Test
  void anAddressAdmitsToOneObject() throws IOException, InterruptedException {
    bucket.put("a", "text/plain", "one".getBytes(UTF_8));
    bucket.put("b", "text/plain", "two".getBytes(UTF_8));
    URI readable = bucket.readable("a", Duration.ofMinutes(1), _ -> {});

    assertThat(get(readable).body()).isEqualTo("one");
    assertThat(get(URI.create(readable.toString().replace("/a?", "/b?"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void whatIsWrittenByAddressIsWhatWasStated() throws IOException, InterruptedException {
    var writable =
        bucket.writable(
            "a",
            Duration.ofMinutes(1),
            put -> put.contentType("text/plain").contentLength(3L).ifNoneMatch("*"));

    assertThat(put(writable.url().toString(), "text/html", "one")).isEqualTo(403);
    assertThat(put(writable.url().toString(), "text/plain", "four")).isEqualTo(403);
    assertThat(put(writable.url().toString(), "text/plain", "one")).isEqualTo(200);
    assertThat(put(writable.url().toString(), "text/plain", "two")).isEqualTo(412);
  }

  /** A page holds a thousand. */
  @Test
  void manyAreDeletedPageByPage() {
    for (int i = 0; i <= 1000; i++) {
      bucket.put("old/" + i, "text/plain", new byte[] {1});
    }
    bucket.put("other", "text/plain", new byte[] {1});
    var pauses = new AtomicInteger();
    Instant later = Instant.parse("2126-01-01T00:00:00Z");

    assertThat(bucket.deleteAll("old/", later, pauses::incrementAndGet)).isEqualTo(1001);

    assertThat(pauses).hasValue(1);
    assertThat(bucket.deleteAll("old/", later, () -> {})).isZero();
    assertThat(bucket.head("other")).isPresent();
  }

  @Test
  void whatWasWrittenLaterIsNotDeleted() {
    bucket.put("new", "text/plain", new byte[] {1});

    assertThat(bucket.deleteAll("new", Instant.EPOCH, () -> {})).isZero();
    assertThat(bucket.head("new")).isPresent();
  }

  private static int put(String address, String type, String body)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address))
            .header("content-type", type)
            .header("if-none-match", "*")
            .PUT(BodyPublishers.ofString(body)))
        .statusCode();
  }

  private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
