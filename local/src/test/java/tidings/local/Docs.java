package tidings.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the project by their paths in it, such as {@code docs/deploy.md}. */
record Docs(Map<String, List<String>> pages) {
  static final Path PROJECT = Path.of("..");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");

  static Docs read() {
    var pages = new TreeMap<String, List<String>>();
    for (String folder : List.of(".", "docs", "mobile")) {
      try (var files = Files.list(PROJECT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(file -> PROJECT.relativize(file.normalize()))
            .forEach(file -> pages.put(file.toString(), lines(PROJECT.resolve(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Docs(pages);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A piece of a page: a line of a block of code, with those that continue it, or words. */
  record Piece(String page, int line, String text) {
    String place() {
      return page + " line " + line;
    }

    Stream<MatchResult> matches(Pattern pattern) {
      return pattern.matcher(text).results();
    }
  }

  /** What stands in blocks of code and between backticks, of all pages. */
  List<Piece> code() {
    var code = new ArrayList<>(blocks());
    prose().forEach(line -> spans(line).forEach(code::add));
    return code;
  }

  private static Stream<Piece> spans(Piece line) {
    return line.matches(SPAN).map(span -> new Piece(line.page, line.line, span.group(1)));
  }

  /** The lines outside of blocks of code. */
  List<Piece> prose() {
    return all().filter(line -> !isCode(line.text)).toList();
  }

  /** Blocks of code are indented; only pictures stand between fences. */
  private static boolean isCode(String line) {
    return line.startsWith("    ");
  }

  private Stream<Piece> all() {
    return pages.keySet().stream().flatMap(page -> numbered(page).stream());
  }

  private List<Piece> numbered(String page) {
    var numbered = new ArrayList<Piece>();
    for (String line : pages.getOrDefault(page, List.of())) {
      numbered.add(new Piece(page, numbered.size() + 1, line));
    }
    return numbered;
  }

  /** The lines of code of all pages, a command on several lines as one. */
  List<Piece> blocks() {
    var blocks = new ArrayList<Piece>();
    var begun = new StringBuilder();
    for (Piece line : all().filter(line -> isCode(line.text)).toList()) {
      begun.append(line.text.strip());
      if (begun.toString().endsWith("\\")) {
        begun.setCharAt(begun.length() - 1, ' ');
      } else {
        blocks.add(new Piece(line.page, line.line, begun.toString()));
        begun.setLength(0);
      }
    }
    return blocks;
  }

  /** The rows of the table with this head, by the words between backticks in the first cell. */
  Map<String, List<String>> table(String page, String head) {
    var table = new TreeMap<String, List<String>>();
    boolean within = false;
    for (String line : pages.getOrDefault(page, List.of())) {
      within = line.startsWith("|") && (within || line.startsWith("| " + head + " |"));
      if (within) {
        List<String> cells = CELL.splitAsStream(line.substring(1)).map(String::strip).toList();
        SPAN.matcher(cells.getFirst()).results().forEach(name -> table.put(name.group(1), cells));
      }
    }
    return table;
  }

  /** A sentence for each match in code that does not hold. */
  List<String> faults(Pattern pattern, Predicate<MatchResult> holds, String what) {
    var faults = new ArrayList<String>();
    for (Piece code : code()) {
      code.matches(pattern)
          .filter(match -> !holds.test(match))
          .map(match -> code.place() + " names " + what.formatted(match.group()) + ".")
          .forEach(faults::add);
    }
    return faults;
  }

  /** A sentence for each thing that a page says and is not so, or does not say. */
  static List<String> differences(
      String page, String what, Map<String, ?> said, Map<String, ?> real) {
    var differences = new ArrayList<String>();
    for (String name : new TreeSet<>(said.keySet())) {
      if (!real.containsKey(name)) {
        differences.add("%s explains the %s %s, which is not there.".formatted(page, what, name));
      } else if (!said.get(name).equals(real.get(name))) {
        differences.add(
            "%s says of the %s %s: %s; but it is: %s."
                .formatted(page, what, name, said.get(name), real.get(name)));
      }
    }
    for (String name : new TreeSet<>(real.keySet())) {
      if (!said.containsKey(name)) {
        differences.add("%s does not explain the %s %s.".formatted(page, what, name));
      }
    }
    return differences;
  }

  /** For names of which there is nothing more to compare. */
  static Map<String, Boolean> names(Collection<String> names) {
    return names.stream().collect(Collectors.toMap(name -> name, _ -> true));
  }
}
