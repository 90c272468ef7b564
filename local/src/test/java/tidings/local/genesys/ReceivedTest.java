package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceivedTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Received.End TAKEN = new Received.End(200, true);
  private static final Received.End REFUSED = new Received.End(400, false);

  @Test
  void credentialsAreMasked() {
    var login =
        request(Tokens.PATH, "grant_type=client_credentials&client_secret=s3cret&a=b", null);

    Received received = Received.of(login, TAKEN);

    assertThat(received.headers()).containsEntry("authorization", "Bearer ***");
    assertThat(received.body().asText())
        .isEqualTo("grant_type=client_credentials&client_secret=***&a=b");
  }

  @Test
  void survivesItsOwnJson() {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("text", "hej");

    Received received =
        Received.of(request("/api", body.toString(), body), new Received.End(0, true));

    assertThat(Received.from(received.json())).isEqualTo(received);
  }

  @Test
  void whatIsNotJsonIsKeptAsText() {
    assertThat(Received.of(request("/api", "{torn", null), REFUSED).body().asText())
        .isEqualTo("{torn");
    assertThat(Received.of(request("/api", "", null), REFUSED).body().isNull()).isTrue();
  }

  private static Request request(String path, String text, JsonNode json) {
    var headers = Map.of("authorization", "Bearer token-1", "x-a", "b");
    return new Request(NOON, "POST", path, "q=1", headers, new Request.Body(text, json, false));
  }
}
