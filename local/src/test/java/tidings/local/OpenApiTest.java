package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tidings.local.template.Deployment;
import tidings.local.template.Surroundings;
import tidings.local.template.TemplateReader;

/** The description of the API against the template, and against itself. */
class OpenApiTest {
  private static final OpenApi API = OpenApi.read();
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  @Test
  void everyRouteIsDescribedWithItsCredentialAndNoOther() {
    var described = new TreeMap<String, String>();
    API.operations()
        .forEach(operation -> described.put(operation.key(), API.security(operation).orElse("")));

    var deployed = new TreeMap<String, String>();
    api()
        .routes()
        .forEach(
            route -> deployed.put(route.key(), route.authorizer().map(this::scheme).orElse("")));

    assertThat(described).isEqualTo(deployed);
  }

  private String scheme(String authorizer) {
    return switch (api().authorizers().get(authorizer)) {
      case Deployment.Jwt _ -> "customer";
      case Deployment.Asked _ -> "service";
    };
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyParameterOfAPathIsDescribed(OpenApi.Operation operation) {
    List<String> names =
        PARAMETER.matcher(operation.path()).results().map(found -> found.group(1)).toList();

    assertThat(names)
        .allSatisfy(name -> assertThat(operation.describes("path", name)).as(name).isTrue());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyBodyHasAnExampleThatFits(OpenApi.Operation operation) {
    List<JsonNode> bodies = bodies(operation);

    assertThat(bodies)
        .allSatisfy(
            body ->
                assertThat(body.path("examples").valueStream().map(one -> one.path("value")))
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(API.faults(body.path("schema"), one)).isEmpty()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationSaysWhatItDoes(OpenApi.Operation operation) {
    assertThat(operation.node().path("operationId").asText()).isNotEmpty();
    assertThat(operation.node().path("summary").asText()).isNotEmpty();
    assertThat(operation.node().path("tags")).hasSize(1);
  }

  static Stream<OpenApi.Operation> operations() {
    return API.operations().stream();
  }

  private static List<JsonNode> bodies(OpenApi.Operation operation) {
    var bodies = new ArrayList<JsonNode>();
    operation.node().at("/requestBody/content").forEach(bodies::add);
    operation
        .node()
        .path("responses")
        .valueStream()
        .map(API::resolved)
        .flatMap(response -> response.path("content").properties().stream())
        .filter(content -> !content.getKey().equals("*/*"))
        .map(Map.Entry::getValue)
        .forEach(bodies::add);
    return bodies;
  }

  private static Deployment.HttpApi api() {
    var surroundings =
        new Surroundings(
            "tidings",
            "us-east-1",
            "000000000000",
            URI.create("http://127.0.0.1:9324"),
            URI.create("http://127.0.0.1:8080"));
    var parameters =
        Map.of(
            "IntegrationIds", "i",
            "OfferIntegrationIds", "o",
            "JwtIssuer", "http://127.0.0.1:8080/local",
            "JwtAudience", "tidings");
    return TemplateReader.read(RunningStack.TEMPLATE, parameters, surroundings).api();
  }
}
