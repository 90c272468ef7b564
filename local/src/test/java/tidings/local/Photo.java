package tidings.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The smallest picture, and the ways in which an app sends it. */
final class Photo {
  /** As the blueprint's app sends it. */
  static final String IN_BASE64 =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static final byte[] BYTES = Base64.getDecoder().decode(IN_BASE64);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Photo() {}

  /** Uploads it for a message in the chat with this path; returns the upload's id. */
  static String upload(Caller app, String chat) {
    String wish =
        "{\"mime\":\"image/png\",\"bytes\":%d,\"sha256\":\"%s\",\"filename\":\"a.png\"}"
            .formatted(BYTES.length, sha256());
    String uploads = chat.replace("transcript", "uploads");
    var slot = Talk.until(201, () -> app.post(uploads, wish)).json();
    var put =
        HttpRequest.newBuilder(URI.create(slot.path("url").asText()))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(BYTES));
    slot.path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    send(put.build());
    return slot.path("uploadId").asText();
  }

  private static void send(HttpRequest request) {
    try {
      HTTP.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String sha256() {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
