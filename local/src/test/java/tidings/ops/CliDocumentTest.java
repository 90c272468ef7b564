package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** docs/cli.md names the commands and options that there are, and leaves none out. */
class CliDocumentTest {
  private static final Pattern OPTION = Pattern.compile("--[a-z]+(-[a-z]+)*");
  private static final Set<String> EVERYWHERE =
      Set.of("--help", "--local", "--stack", "--region", "--output");

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/cli.md"));
  }

  /** The command, and those below it, by their whole names. */
  private static Map<String, CommandLine> commands() {
    var all = new LinkedHashMap<String, CommandLine>();
    put(all, Tidings.commands(new PrintWriter(new StringWriter()), Clock.systemUTC()));
    return all;
  }

  private static void put(Map<String, CommandLine> all, CommandLine command) {
    all.put(command.getCommandSpec().qualifiedName(), command);
    command.getSubcommands().values().forEach(below -> put(all, below));
  }

  /** What stands under each {@code ## tidings …}. */
  private static Map<String, String> sections() throws IOException {
    return Arrays.stream(document().split("(?m)^## ", -1))
        .skip(1)
        .filter(section -> section.startsWith("tidings"))
        .collect(Collectors.toMap(section -> section.lines().findFirst().orElse(""), text -> text));
  }

  static Stream<String> described() throws IOException {
    return sections().keySet().stream();
  }

  @Test
  void everyCommandIsNamed() throws IOException {
    String document = document();

    assertThat(commands().keySet()).allMatch(name -> document.contains(name));
  }

  @ParameterizedTest
  @MethodSource("described")
  void aSectionNamesTheOptionsOfItsCommand(String name) throws IOException {
    assertThat(commands()).containsKey(name);
    Set<String> there = options(commands().get(name)).collect(Collectors.toSet());

    assertThat(named(sections().get(name))).isSubsetOf(there);
    assertThat(there.stream().filter(option -> !EVERYWHERE.contains(option)))
        .isSubsetOf(named(sections().get(name)));
  }

  @Test
  void everyHelpShowsAnExample() {
    assertThat(commands().values())
        .extracting(command -> command.getUsageMessage())
        .allMatch(help -> Pattern.compile("(?m)^  tidings ").matcher(help).find());
  }

  private static Stream<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .filter(name -> name.startsWith("--"));
  }

  private static List<String> named(String section) {
    return OPTION.matcher(section).results().map(MatchResult::group).distinct().toList();
  }
}
