package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The template as it is written; {@code !Ref X} and {@code !GetAtt X.Y} read X and X.Y. */
record RawTemplate(JsonNode root) {
  /** Its reader needs no stack. */
  static final Path FILE = Path.of("../template.yaml");

  static RawTemplate read() {
    try (Reader text = Files.newBufferedReader(FILE)) {
      return new RawTemplate(json(new Yaml().compose(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties of all resources of a type, by logical id. */
  Map<String, JsonNode> all(String type) {
    var all = new TreeMap<String, JsonNode>();
    root.path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().path("Type").asText().equals(type)) {
                all.put(resource.getKey(), resource.getValue().path("Properties"));
              }
            });
    return all;
  }

  /** The routes of the API, such as {@code GET /m/{id}}. */
  List<String> routes() {
    return all("AWS::Serverless::Function").values().stream()
        .flatMap(function -> function.path("Events").properties().stream())
        .map(Map.Entry::getValue)
        .filter(event -> event.path("Type").asText().equals("HttpApi"))
        .map(event -> event.path("Properties"))
        .map(route -> route.path("Method").asText() + " " + route.path("Path").asText())
        .toList();
  }

  /** A sentence for each place of a resource where something else stands than is wanted. */
  static Stream<String> faults(String id, JsonNode of, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .filter(each -> !of.at(each.getKey()).asText().equals(each.getValue()))
        .map(
            each ->
                "%s of %s is not %s".formatted(each.getKey().substring(1), id, each.getValue()));
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        mapping
            .getValue()
            .forEach(
                tuple ->
                    object.set(
                        ((ScalarNode) tuple.getKeyNode()).getValue(), json(tuple.getValueNode())));
        yield object;
      }
      case SequenceNode sequence -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar -> JsonNodeFactory.instance.textNode(scalar.getValue());
      default -> throw new IllegalArgumentException("no YAML of a template: " + node);
    };
  }
}
