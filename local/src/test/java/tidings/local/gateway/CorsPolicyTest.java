package tidings.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway =
        new RunningGateway(
            Apis.api(List.of(Apis.open("GET", "/things"))),
            (_, _) ->
                APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(200)
                    .withHeaders(
                        Map.of(
                            "Access-Control-Allow-Origin", "*",
                            "access-control-allow-credentials", "true"))
                    .build());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void thePreflightOfAnAllowedOriginSaysWhatItMay() throws Exception {
    var response = preflight(Apis.ORIGIN);

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "access-control-allow-origin")).isEqualTo(Apis.ORIGIN);
    assertThat(header(response, "access-control-allow-methods")).isEqualTo("GET,PUT");
    assertThat(header(response, "access-control-allow-headers")).isEqualTo("authorization");
    assertThat(header(response, "access-control-max-age")).isEqualTo("600");
  }

  @Test
  void thePreflightOfAnotherOriginGetsNoLeave() throws Exception {
    var response = preflight("https://evil.example");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
  }

  @Test
  void theGatewaysHeadersStandInThePlaceOfTheFunctions() throws Exception {
    var response = gateway.send(gateway.to("/things").header("Origin", Apis.ORIGIN));

    assertThat(header(response, "access-control-allow-origin")).isEqualTo(Apis.ORIGIN);
    assertThat(header(response, "access-control-expose-headers")).isEqualTo("etag");
    assertThat(header(response, "access-control-allow-credentials")).isEmpty();
  }

  @Test
  void errorsOfTheGatewayCanBeReadByTheOriginToo() throws Exception {
    var response = gateway.send(gateway.to("/nothing").header("Origin", Apis.ORIGIN));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "access-control-allow-origin")).isEqualTo(Apis.ORIGIN);
  }

  @Test
  void optionsWithoutAnOriginIsAnOrdinaryRequest() throws Exception {
    var response = gateway.send(gateway.to("/things").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> preflight(String origin) throws Exception {
    return gateway.send(
        gateway
            .to("/things")
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT"));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
