package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tidings.message.MessageJson;

/** The description of the API: its operations, and whether a JSON fits one of its schemas. */
final class OpenApi {
  private static final Path FILE = Path.of("../docs/openapi.yaml");
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig WITH_FORMATS =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;

  private OpenApi(JsonNode document) {
    this.document = document;
  }

  static OpenApi read() {
    try (var file = Files.newBufferedReader(FILE)) {
      return new OpenApi(MessageJson.mapper().valueToTree(new Yaml().load(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation, with the parameters of its path among its own. */
  record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {
    String key() {
      return method + " " + path;
    }

    @Override
    public String toString() {
      return key();
    }

    private boolean takes(String method, String path) {
      String form = this.path.replaceAll("\\{[^}]+}", "[^/]+");
      return this.method.equals(method) && path.matches(form);
    }

    /** Whether the query parameter or header is described. */
    boolean describes(String place, String name) {
      return parameters.stream()
          .anyMatch(
              parameter ->
                  parameter.path("in").asText().equals(place)
                      && parameter.path("name").asText().equals(name));
    }
  }

  List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : document.path("paths").properties()) {
      for (var entry : path.getValue().properties()) {
        if (METHODS.contains(entry.getKey())) {
          String method = entry.getKey().toUpperCase(Locale.ROOT);
          var parameters =
              Stream.of(path.getValue(), entry.getValue())
                  .flatMap(node -> node.path("parameters").valueStream())
                  .map(this::resolved)
                  .toList();
          operations.add(new Operation(method, path.getKey(), entry.getValue(), parameters));
        }
      }
    }
    return operations;
  }

  Optional<Operation> operation(String method, String path) {
    return operations().stream().filter(operation -> operation.takes(method, path)).findFirst();
  }

  /** Who may call an operation, by the name of the security scheme; empty for anybody. */
  Optional<String> security(Operation operation) {
    JsonNode own = operation.node().path("security");
    JsonNode security = own.isMissingNode() ? document.path("security") : own;
    return security.valueStream().findFirst().map(scheme -> scheme.fieldNames().next());
  }

  Optional<JsonNode> response(Operation operation, int status) {
    JsonNode response = operation.node().path("responses").path(Integer.toString(status));
    return response.isMissingNode() ? Optional.empty() : Optional.of(resolved(response));
  }

  /** What stands at the place to which the node refers, or the node itself. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** The faults of a JSON that anybody sends, who may add fields. */
  List<String> faults(JsonNode schema, JsonNode json) {
    return faults(schema, json, document.path("components"));
  }

  /** The faults of a JSON that we send, in which every field is described. */
  List<String> faultsOfOurs(JsonNode schema, JsonNode json) {
    return faults(closed(schema.deepCopy()), json, closed(document.path("components").deepCopy()));
  }

  private static List<String> faults(JsonNode schema, JsonNode json, JsonNode components) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", components);
    return SCHEMAS.getSchema(whole, WITH_FORMATS).validate(json).stream()
        .map(Object::toString)
        .toList();
  }

  /** Closes every object schema that does not say itself what more it may hold. */
  private static JsonNode closed(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(OpenApi::closed);
    return node;
  }
}
