package tidings.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The stack on this machine: it tells itself where its engines are and what it deployed. */
final class LocalStack {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LocalStack() {}

  /**
   * Asks the stack at this address.
   *
   * @throws Misuse if there is none
   */
  static Connection connect(URI address) {
    JsonNode aws = config(address).path("aws");
    var endpoints = new HashMap<String, URI>();
    texts(aws.path("endpoints")).forEach((name, uri) -> endpoints.put(name, URI.create(uri)));
    var credentials =
        AwsBasicCredentials.create(
            aws.path("accessKeyId").asText(), aws.path("secretAccessKey").asText());
    return new Connection(
        Region.of(aws.path("region").asText()),
        StaticCredentialsProvider.create(credentials),
        endpoints,
        texts(aws.path("outputs")));
  }

  private static JsonNode config(URI address) {
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var request =
          HttpRequest.newBuilder(address.resolve("/local/config"))
              .timeout(Duration.ofSeconds(20))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode config = JSON.readTree(answer.body());
      if (answer.statusCode() != 200 || !config.path("aws").isObject()) {
        throw new Misuse("what answers at " + address + " is no local stack");
      }
      return config;
    } catch (JsonProcessingException | IllegalArgumentException _) {
      throw new Misuse("what answers at " + address + " is no local stack");
    } catch (IOException _) {
      throw new Misuse("no local stack answers at " + address + ": start it with mvn -q -Prun");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
