package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tidings.ops.Tidings;

/** What the pages name exists; a fault is a sentence that says where and what. */
class DocsTest {
  private static final Docs DOCS = Docs.read();
  private static final RawTemplate TEMPLATE = RawTemplate.read();
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern OWN_FILE =
      Pattern.compile("(?<![\\w/.-])(?:docs|mobile|local)/[\\w./-]+\\.(?:md|json|yaml|mjs|sh)\\b");
  private static final Pattern NAME = Pattern.compile("^[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+$");
  private static final Pattern CLASS = Pattern.compile("\\bclass \\w+");
  private static final Pattern OUTPUT = Pattern.compile("(?<!-)\\boutput ([A-Z]\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\bTIDINGS_[A-Z_]+\\b");
  private static final Pattern WIDGETS =
      Pattern.compile("[Ww]idgets? ((?:\"[^\"]+\"(?:, | and )?)+)");
  private static final Pattern COMMAND =
      Pattern.compile("(?<![\\w-])tidings ([a-z][a-z-]*)([^|#;)]*)");
  private static final Pattern FLAG = Pattern.compile("(?<!\\S)--[a-z][a-z-]*");

  /** Names of Genesys', AWS' and Java's that are no part of the template. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "AuthorizationError",
          "DynamoDBLocal",
          "MediaTypeNotAllowed",
          "ParallelizationFactor",
          "PlatformApplicationDisabled",
          "RateLimited",
          "ScopedValue");

  @Test
  void everyLinkLeadsSomewhere() {
    var faults = new ArrayList<String>();
    for (Docs.Piece line : DOCS.prose()) {
      line.matches(LINK)
          .map(link -> link.group(1))
          .filter(link -> !link.matches("(?:https?|mailto):.*"))
          .filter(link -> !leads(line.page(), link))
          .forEach(
              link -> faults.add(line.place() + " links to " + link + ", which is not there."));
    }

    assertThat(faults).isEmpty();
  }

  private static boolean leads(String page, String link) {
    String[] parts = link.split("#", 2);
    Path from = Path.of(page);
    Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    boolean isThere = Files.exists(Docs.PROJECT.resolve(file));
    return isThere && (parts.length == 1 || headings(file.toString()).contains(parts[1]));
  }

  /** The anchors of a page, as GitHub makes them of its headings. */
  private static List<String> headings(String page) {
    return DOCS.pages().getOrDefault(page, List.of()).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyPieceOfCodeEndsOnItsLine() {
    assertThat(DOCS.prose())
        .filteredOn(line -> !line.text().startsWith("```"))
        .filteredOn(line -> line.text().chars().filter(it -> it == '`').count() % 2 == 1)
        .as("lines on which code begins and does not end, so that nothing could look at it")
        .isEmpty();
  }

  @Test
  void everyFileThatIsNamedIsThere() {
    assertThat(
            DOCS.faults(
                OWN_FILE,
                file -> Files.exists(Docs.PROJECT.resolve(file.group())),
                "the file %s, which is not there"))
        .isEmpty();
  }

  @Test
  void everyNameIsOneOfTheTemplateOrTheSources() throws IOException {
    Set<String> known = new TreeSet<>(OF_OTHERS);
    Pattern.compile("\\w+")
        .matcher(Files.readString(Docs.PROJECT.resolve("template.yaml")))
        .results()
        .forEach(word -> known.add(word.group()));
    known.addAll(classes());
    Sources.words("mobile/src", CLASS)
        .forEach(name -> known.add(name.substring("class ".length())));

    assertThat(
            DOCS.faults(
                NAME,
                name -> known.contains(name.group()),
                "%s, which neither template.yaml nor a class of ours is called"))
        .isEmpty();
  }

  private static Set<String> classes() throws IOException {
    try (var modules = Files.list(Docs.PROJECT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(sources -> Files.exists(sources.resolve("main/java")))
          .flatMap(sources -> Sources.below(sources, ".java"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void everyOutputThatACommandReadsIsOneOfTheStack() {
    assertThat(
            DOCS.faults(
                OUTPUT,
                output -> TEMPLATE.root().path("Outputs").has(output.group(1)),
                "\"%s\", but template.yaml has no such output"))
        .isEmpty();
  }

  @Test
  void everyVariableIsReadByTheLocalStackOrItsScripts() {
    Set<String> read =
        Stream.of("local/src/main/java", "mobile/scripts", "mobile/e2e")
            .flatMap(folder -> Sources.words(folder, VARIABLE))
            .collect(Collectors.toSet());

    assertThat(
            DOCS.faults(
                VARIABLE,
                variable -> read.contains(variable.group()),
                "the variable %s, which nothing reads"))
        .isEmpty();
  }

  @Test
  void everyWidgetIsOnTheDashboard() {
    List<String> titles =
        Watching.items(new Watching(TEMPLATE).dashboard().path("widgets"))
            .map(widget -> widget.at("/properties/title").asText())
            .toList();

    var faults = new ArrayList<String>();
    for (Docs.Piece line : DOCS.prose()) {
      line.matches(WIDGETS)
          .flatMap(found -> Pattern.compile("\"([^\"]+)\"").matcher(found.group(1)).results())
          .map(title -> title.group(1))
          .filter(title -> titles.stream().noneMatch(real -> real.startsWith(title)))
          .forEach(
              title ->
                  faults.add(
                      line.place()
                          + " names the widget "
                          + title
                          + ", which the dashboard does not show."));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void everyCommandOfTheOperatorExistsWithItsOptions() {
    Map<String, CommandLine> commands =
        Tidings.commands(new PrintWriter(Writer.nullWriter()), Clock.systemUTC()).getSubcommands();

    var faults = new ArrayList<String>();
    for (Docs.Piece code : DOCS.code()) {
      code.matches(COMMAND)
          .flatMap(command -> faults(command, commands))
          .forEach(fault -> faults.add(code.place() + " " + fault));
    }
    assertThat(faults).isEmpty();
  }

  private static Stream<String> faults(MatchResult said, Map<String, CommandLine> commands) {
    CommandLine command = commands.get(said.group(1));
    if (command == null) {
      return Stream.of("says %s, but there is only %s.".formatted(said.group(), commands.keySet()));
    }
    return FLAG.matcher(said.group(2))
        .results()
        .map(MatchResult::group)
        .filter(flag -> innermost(command, said.group(2)).findOption(flag) == null)
        .map(flag -> "gives %s, but there is no %s.".formatted(said.group().strip(), flag));
  }

  /** Of a command of commands, the one that the words name. */
  private static CommandLine.Model.CommandSpec innermost(CommandLine command, String words) {
    String next = words.strip().split("\\s+", 2)[0];
    CommandLine named = command.getSubcommands().get(next);
    return named == null ? command.getCommandSpec() : named.getCommandSpec();
  }
}
