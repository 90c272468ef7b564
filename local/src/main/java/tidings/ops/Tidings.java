package tidings.ops;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import software.amazon.awssdk.core.exception.SdkException;

/** The command itself; all it does is know its subcommands. */
@Command(
    name = "tidings",
    description = "Operates a Tidings installation.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Each command works on one installation: --stack names a deployed one (with the credentials"
          + " and the region that the AWS command line would use), --local the one on this machine."
          + " TIDINGS_STACK or TIDINGS_LOCAL stands for them where neither is given.",
      "",
      "  tidings parked --stack tidings --region eu-central-1",
      "  tidings redrive --help"
    })
public final class Tidings {
  private Tidings() {}

  /** Ends with 0, 1 if the command failed or left something undone, or 2 if it was misspelt. */
  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, System.out.charset());
    System.exit(commands(out, Clock.systemUTC()).execute(arguments));
  }

  /** The command with all its subcommands; what they have to say goes to this writer. */
  public static CommandLine commands(PrintWriter out, Clock clock) {
    var commands =
        new CommandLine(new Tidings())
            .addSubcommand(new ConversationCommand(out, clock))
            .addSubcommand(new DoctorCommand(out, clock))
            .addSubcommand(new ImportCommand(out, clock))
            .addSubcommand(IntegrationCommand.with(out))
            .addSubcommand(new ParkedCommand(out, clock))
            .addSubcommand(new EraseCommand(out, clock))
            .addSubcommand(new ExportCommand(out, clock))
            .addSubcommand(new PlatformAppCommand(out))
            .addSubcommand(new RedriveCommand(out, clock))
            .setOut(out)
            .registerConverter(Duration.class, Ages::parse);
    commands.setExecutionExceptionHandler(Tidings::explain);
    teach(commands);
    return commands;
  }

  private static void teach(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Say what this does, and how.")
                .build());
    command.getSubcommands().values().forEach(Tidings::teach);
  }

  /** What an operator can put right is said in a line; anything else is ours, and shown whole. */
  private static int explain(
      Exception e, CommandLine command, CommandLine.@Nullable ParseResult parsed) throws Exception {
    String words =
        switch (e) {
          case Misuse misuse -> misuse.getMessage();
          case SdkException refused -> refused.getMessage();
          case UncheckedIOException unchecked -> words(unchecked.getCause());
          case IOException io -> words(io);
          default -> throw e;
        };
    command.getErr().println("tidings: " + words);
    return 1;
  }

  /** Of a file that cannot be written, its message is the path alone. */
  private static String words(@Nullable IOException e) {
    return e == null
        ? "a file cannot be read or written"
        : "%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName());
  }
}
