package tidings.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns the YAML of a template into values, intrinsics in both of their spellings into calls. */
final class TemplateSource {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "Ref",
          "GetAtt",
          "Sub",
          "Join",
          "Split",
          "Select",
          "If",
          "FindInMap",
          "Equals",
          "Not",
          "And",
          "Or",
          "Condition");

  private final String file;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private TemplateSource(String file) {
    this.file = file;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateFault if it is not YAML, or calls an intrinsic that nobody knows
   */
  static Value read(Path template) {
    var source = new TemplateSource(template.getFileName().toString());
    try (var reader = Files.newBufferedReader(template)) {
      Node root = new Yaml(new LoaderOptions()).compose(reader);
      if (root == null) {
        throw new Place(source.file, 1, 1, "template").fault("is empty");
      }
      return source.value(root, "");
    } catch (YAMLException | NumberFormatException e) {
      throw source.unreadable(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Odd characters, escapes without digits, depth and length beyond any template's have no mark.
   */
  private TemplateFault unreadable(RuntimeException e) {
    var marked = e instanceof MarkedYAMLException it ? it.getProblemMark() : null;
    String problem = e instanceof MarkedYAMLException it ? it.getProblem() : e.getMessage();
    int line = marked == null ? 1 : marked.getLine() + 1;
    int column = marked == null ? 1 : marked.getColumn() + 1;
    return new Place(file, line, column, "template").fault("is not YAML: " + problem);
  }

  private Value value(Node node, String path) {
    Place place = place(node, path);
    if (!seen.add(node)) {
      throw place.fault("is an alias, of which CloudFormation takes none");
    }
    String tag = node.getTag().getValue();
    if (tag.startsWith("!")) {
      return call(place, tag.substring(1), plain(node, place, path));
    }
    return plain(node, place, path);
  }

  private Value plain(Node node, Place place, String path) {
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, place, path);
      case SequenceNode sequence -> new Value.Items(place, items(sequence, path));
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
          throw place.fault("has no value");
      case ScalarNode scalar -> new Value.Text(place, scalar.getValue());
      default -> throw place.fault("is neither scalar nor sequence nor mapping");
    };
  }

  private List<Value> items(SequenceNode sequence, String path) {
    var items = new ArrayList<Value>();
    for (Node item : sequence.getValue()) {
      items.add(value(item, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private Value mapping(MappingNode mapping, Place place, String path) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = key(entry.getKeyNode(), path);
      String below = path.isEmpty() ? key : path + "." + key;
      if (values.put(key, atKey(entry, below)) != null) {
        throw place(entry.getKeyNode(), below).fault("stands twice");
      }
    }
    if (values.size() == 1) {
      return longForm(place, values.entrySet().iterator().next());
    }
    for (var entry : values.entrySet()) {
      if (entry.getKey().startsWith("Fn::")) {
        throw entry.getValue().place().fault("an intrinsic must be the only key of its mapping");
      }
    }
    return new Value.Entries(place, values);
  }

  /** A scalar is best found by its own place, anything bigger by its key's. */
  private Value atKey(NodeTuple entry, String path) {
    Value value = value(entry.getValueNode(), path);
    Place key = place(entry.getKeyNode(), path);
    return switch (value) {
      case Value.Entries(Place _, Map<String, Value> values) -> new Value.Entries(key, values);
      case Value.Items(Place _, List<Value> values) -> new Value.Items(key, values);
      case Value.Text _, Value.Call _, Value.Nothing _ -> value;
    };
  }

  private String key(Node node, String path) {
    if (node instanceof ScalarNode scalar && !node.getTag().getValue().startsWith("!")) {
      return scalar.getValue();
    }
    throw place(node, path).fault("a key must be a plain scalar");
  }

  private static Value longForm(Place place, Map.Entry<String, Value> only) {
    String key = only.getKey();
    if (key.startsWith("Fn::")) {
      return call(place, key.substring("Fn::".length()), only.getValue());
    }
    if (key.equals("Ref") || isConditionCall(only)) {
      return call(place, key, only.getValue());
    }
    return new Value.Entries(place, Map.of(key, only.getValue()));
  }

  /** A mapping under {@code Condition} is a policy's, a name is the intrinsic's. */
  private static boolean isConditionCall(Map.Entry<String, Value> only) {
    return only.getKey().equals("Condition") && only.getValue() instanceof Value.Text;
  }

  private static Value call(Place place, String function, Value argument) {
    if (!FUNCTIONS.contains(function)) {
      throw place.fault("the intrinsic " + function + " is unknown or not supported");
    }
    return new Value.Call(place, function, argument);
  }

  private Place place(Node node, String path) {
    Mark mark = node.getStartMark();
    return new Place(
        file, mark.getLine() + 1, mark.getColumn() + 1, path.isEmpty() ? "template" : path);
  }
}
