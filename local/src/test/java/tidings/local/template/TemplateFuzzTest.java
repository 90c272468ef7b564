package tidings.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tidings.message.BrokenJson;
import tidings.message.BrokenJson.Body;
import tidings.message.HostileValues;
import tidings.message.MessageJson;

/**
 * Whatever a template says, it is read, or the fault names the file, line, column and path. Many
 * inputs: {@code mvn -q -pl local -am test -Dtest=TemplateFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.fuzz=100000}.
 */
class TemplateFuzzTest {
  private static final Map<String, String> PARAMETERS = Map.of("Stage", "dev");
  private static final List<String> LINES = TemplateSamples.ALL.lines().toList();
  private static final BrokenJson NODES = new BrokenJson(List.of(json(TemplateSamples.ALL)));
  private static final List<String> MARKS =
      List.of(
          "&a ",
          "*a",
          "<<: *a",
          "!Ref ",
          "!GetAtt ",
          "!Sub '${",
          "!If ",
          "!!binary ",
          "- ",
          "? ",
          "| ",
          "---",
          "{",
          "]",
          "\"",
          "\t",
          "%",
          "@",
          "\u0000",
          "\u0085",
          "\ufeff");

  private static final Path TEMPLATE = temporary();

  private static Path temporary() {
    try {
      return Files.createTempFile("small", ".yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(TEMPLATE);
  }

  @Example
  void whatIsWholeIsRead() throws IOException {
    for (String whole : List.of(TemplateSamples.ALL, NODES.texts().getFirst())) {
      Files.writeString(TEMPLATE, whole);

      assertThat(TemplateReader.read(TEMPLATE, PARAMETERS, SmallTemplate.HERE).outputs())
          .containsEntry("Address", "tidings-Work-dev");
    }
  }

  @Property(seed = "1")
  void brokenNodesAreReadOrNamed(@ForAll("nodes") Body template) throws IOException {
    assertReadOrNamed(template);
  }

  @Property(seed = "1")
  void brokenLinesAreReadOrNamed(@ForAll("lines") Body template) throws IOException {
    assertReadOrNamed(template);
  }

  private static void assertReadOrNamed(Body template) throws IOException {
    Files.write(TEMPLATE, template.bytes());
    try {
      assertThat(TemplateReader.read(TEMPLATE, PARAMETERS, SmallTemplate.HERE)).isNotNull();
    } catch (TemplateFault fault) {
      assertThat(fault)
          .hasMessageMatching("(?s)" + TEMPLATE.getFileName() + ":\\d+:\\d+: [^:].*: .+");
    }
  }

  @Provide
  Arbitrary<Body> nodes() {
    return Arbitraries.randomValue(NODES::body);
  }

  @Provide
  Arbitrary<Body> lines() {
    return Arbitraries.randomValue(TemplateFuzzTest::broken);
  }

  private static Body broken(Random random) {
    var lines = new ArrayList<>(LINES);
    for (int breaks = random.nextInt(4); breaks >= 0; breaks--) {
      int at = random.nextInt(lines.size());
      int other = random.nextInt(lines.size());
      switch (random.nextInt(7)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(other));
        case 2 -> lines.set(at, lines.get(other));
        case 3 -> lines.set(at, "  " + lines.get(at));
        case 4 -> lines.set(at, lines.get(at).replaceFirst(": .*", ": " + value(random)));
        default -> lines.set(at, marked(lines.get(at), random));
      }
    }
    return Body.of(String.join("\n", lines));
  }

  private static String value(Random random) {
    return HostileValues.any(random).replace("$", "").replace("\\", "");
  }

  private static String marked(String line, Random random) {
    int at = random.nextInt(line.length() + 1);
    return line.substring(0, at) + MARKS.get(random.nextInt(MARKS.size())) + line.substring(at);
  }

  /** The same in JSON, which is YAML too: intrinsics in their long form. */
  private static String json(String yaml) {
    return json(new Yaml(new LoaderOptions()).compose(new StringReader(yaml)));
  }

  private static String json(Node node) {
    String plain =
        switch (node) {
          case MappingNode mapping ->
              mapping.getValue().stream()
                  .map(field -> json(field.getKeyNode()) + ":" + json(field.getValueNode()))
                  .collect(Collectors.joining(",", "{", "}"));
          case SequenceNode sequence ->
              sequence.getValue().stream()
                  .map(TemplateFuzzTest::json)
                  .collect(Collectors.joining(",", "[", "]"));
          case ScalarNode scalar -> MessageJson.write(scalar.getValue());
          default -> throw new IllegalArgumentException("no JSON for " + node);
        };
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return plain;
    }
    String name = tag.equals("!Ref") || tag.equals("!Condition") ? "" : "Fn::";
    return "{\"" + name + tag.substring(1) + "\":" + plain + "}";
  }
}
