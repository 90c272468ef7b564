package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import tidings.lambda.Secret;
import tidings.message.MessageJson;

class IntegrationTest {
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void allPagesAreReadHoweverShortEachIs() {
    answer("/oauth/token", "{\"access_token\":\"t\"}");
    server.createContext(
        Integration.PATH,
        exchange -> {
          String number = exchange.getRequestURI().getQuery().replaceAll(".*pageNumber=", "");
          String page = "{\"entities\":[{\"id\":\"i-%s\"}],\"pageCount\":3}".formatted(number);
          exchange.sendResponseHeaders(200, page.length());
          exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });

    try (var genesys = GenesysCloud.login(connection(), new SecretStore(secrets(), connection()))) {
      assertThat(Integration.all(genesys))
          .extracting(Integration::id)
          .containsExactly("i-1", "i-2", "i-3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "********************", "abc", "•••••••••••••••••3f2a"})
  void aSecretThatIsMaskedOrLeftOutIsNotKnown(String told) {
    assertThat(integration(told).secret()).isEmpty();
  }

  @Test
  void aSecretInClearIsKnown() {
    assertThat(integration("0123456789abcdef").secret()).contains(new Secret("0123456789abcdef"));
  }

  private static Integration integration(String secret) {
    String json = "{\"id\":\"i-1\",\"%s\":\"%s\"}".formatted(Integration.SECRET, secret);
    return new Integration(MessageJson.read(json, JsonNode.class));
  }

  private void answer(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length());
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
  }

  private Connection connection() {
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    return new Connection(
        Region.EU_WEST_1,
        AnonymousCredentialsProvider.create(),
        Map.of(),
        Map.of("GenesysLoginUrl", here, "GenesysApiUrl", here, "GenesysSecretArn", "arn"));
  }

  private static SecretsManagerClient secrets() {
    return new SecretsManagerClient() {
      @Override
      public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        return GetSecretValueResponse.builder()
            .secretString("{\"clientId\":\"i\",\"clientSecret\":\"s\"}")
            .build();
      }

      @Override
      public String serviceName() {
        return "secretsmanager";
      }

      @Override
      public void close() {}
    };
  }
}
