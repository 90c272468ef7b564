package tidings.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppSiteTest {
  @TempDir Path root;
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    var folder = new AppFolder(root);
    var settings = new AppSite.Settings("i-1", "offers", "http://127.0.0.1:9");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", new AppSite("/app", folder, new AppBuild(folder), settings));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void saysHowToGetTheAppThatIsNotBuilt() throws Exception {
    HttpResponse<String> answer = get("/app/");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("npm run build");
  }

  @Test
  void everyPageComesUnderAPolicyWithANonceOfItsOwn() throws Exception {
    built();

    String first = policy(get("/app/"));
    HttpResponse<String> second = get("/app/connect");

    String nonce = policy(second).replaceAll(".*'nonce-([^']+)'.*", "$1");
    assertThat(second.body()).contains("ngcspnonce=\"" + nonce + "\"", "content=\"" + nonce + "\"");
    assertThat(first).doesNotContain(nonce).doesNotContain("unsafe");
    assertThat(first).contains("connect-src 'self' data: blob: http://127.0.0.1:9");
  }

  @Test
  void tellsTheAppWhatTheStackKnowsBetter() throws Exception {
    built();

    assertThat(get("/app/config.json").body())
        .isEqualTo(
            "{\"brand\":\"b\",\"apiBase\":\"\",\"signIn\":\"local\",\"integrationId\":\"i-1\","
                + "\"offersIntegrationId\":\"offers\",\"mediaOrigins\":[\"http://127.0.0.1:9\"]}");
  }

  @Test
  void onlyFilesNamedByTheirContentAreKeptForLong() throws Exception {
    built();

    assertThat(get("/app/main-ABCDEFG1.js").headers().firstValue("cache-control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(get("/app/").headers().firstValue("cache-control")).contains("no-cache");
  }

  @Test
  void givesNothingFromOutsideOfWhatWasBuilt() throws Exception {
    built();
    Files.writeString(root.resolve("secret.txt"), "secret");

    assertThat(get("/app/%2e%2e/secret.txt").statusCode()).isEqualTo(404);
    assertThat(get("/app/missing.js").statusCode()).isEqualTo(404);
  }

  @Test
  void theAddressWithoutASlashLeadsToTheOneWithIt() throws Exception {
    HttpResponse<String> answer = get("/app");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).contains("/app/");
  }

  private void built() throws IOException {
    Path www = Files.createDirectories(root.resolve("www"));
    Files.writeString(
        www.resolve("index.html"),
        "<meta name=\"csp-nonce\" content=\"\"><app-root ngcspnonce=\"\"></app-root>");
    Files.writeString(www.resolve("config.json"), "{\"brand\":\"b\"}");
    Files.writeString(www.resolve("main-ABCDEFG1.js"), "1");
  }

  private static String policy(HttpResponse<?> answer) {
    return answer.headers().firstValue("content-security-policy").orElseThrow();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
