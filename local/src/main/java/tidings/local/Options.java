package tidings.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the local stack is started: by flags ({@code --port 8080 --data .tidings --template
 * template.yaml}) and by the variables TIDINGS_PORT, TIDINGS_DATA, TIDINGS_GENESYS_PER_MINUTE and
 * TIDINGS_OPEN; a flag wins.
 *
 * @param data where state is kept; empty keeps nothing
 * @param open customer routes pass without a token
 * @param parameters of the template, in place of those that the stack would give it
 */
public record Options(
    int port,
    Optional<Path> data,
    Path template,
    int genesysPerMinute,
    boolean open,
    Map<String, String> parameters) {
  public Options {
    parameters = Map.copyOf(parameters);
  }

  private static final List<String> FLAGS = List.of("--port", "--data", "--template");

  /**
   * Reads flags and variables.
   *
   * @throws IllegalArgumentException naming what is wrong and how it should be
   */
  public static Options parse(List<String> arguments, Map<String, String> variables) {
    Map<String, String> flags = flags(arguments);
    String data = flags.getOrDefault("--data", variables.getOrDefault("TIDINGS_DATA", ".tidings"));
    return new Options(
        flags.containsKey("--port")
            ? number("--port", flags.get("--port"), 0, 65_535)
            : number("TIDINGS_PORT", variables.getOrDefault("TIDINGS_PORT", "8080"), 0, 65_535),
        data.equals("memory") ? Optional.empty() : Optional.of(Path.of(data)),
        Path.of(flags.getOrDefault("--template", "template.yaml")),
        number(
            "TIDINGS_GENESYS_PER_MINUTE",
            variables.getOrDefault("TIDINGS_GENESYS_PER_MINUTE", "300"),
            1,
            1_000_000),
        flag("TIDINGS_OPEN", variables.getOrDefault("TIDINGS_OPEN", "false")),
        Map.of());
  }

  private static Map<String, String> flags(List<String> arguments) {
    var flags = new HashMap<String, String>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String flag = arguments.get(i);
      if (!FLAGS.contains(flag) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "the flags are " + String.join(" ", FLAGS) + ", each with a value; not " + flag);
      }
      flags.put(flag, arguments.get(i + 1));
    }
    return flags;
  }

  private static int number(String name, String text, int lowest, int highest) {
    try {
      int number = Integer.parseInt(text);
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw outside(name, text, lowest, highest);
    }
    throw outside(name, text, lowest, highest);
  }

  private static IllegalArgumentException outside(
      String name, String text, int lowest, int highest) {
    return new IllegalArgumentException(
        "%s must be a whole number from %d to %d, not %s".formatted(name, lowest, highest, text));
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false", "" -> false;
      default -> throw new IllegalArgumentException(name + " must be true or false, not " + text);
    };
  }
}
