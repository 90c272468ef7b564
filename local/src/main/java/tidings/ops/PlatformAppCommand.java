package tidings.ops;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PlatformApplication;

/**
 * Makes a platform application of SNS', for which CloudFormation has no resource, or gives an
 * existing one new credentials.
 */
@Command(
    name = "platform-app",
    description =
        "Makes or renews the SNS platform application through which phones are pushed to.",
    footer = {
      "",
      "Prints the parameter of the template that takes its ARN. Run again with the same name, it"
          + " replaces the credentials and enables an application that SNS has disabled. Failed"
          + " deliveries are told to the stack's topic.",
      "",
      "  tidings platform-app --stack tidings --name tidings --service-account service.json",
      "  tidings platform-app --stack tidings --name tidings --key AuthKey_K1.p8 --key-id K1 \\",
      "      --team-id T1 --bundle-id com.example.app [--sandbox]"
    })
final class PlatformAppCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Mixin private final Place place = new Place();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Name of the application: letters, digits, and _ - . only.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Credentials credentials = new Credentials();

  PlatformAppCommand(PrintWriter out) {
    this.out = out;
  }

  /** Either Google's or Apple's. */
  static final class Credentials {
    @Option(
        names = "--service-account",
        paramLabel = "FILE",
        required = true,
        description = "Firebase' service account key, a JSON file: for Android.")
    private @Nullable Path serviceAccount;

    @ArgGroup(exclusive = false)
    private @Nullable Apple apple;
  }

  /** A token signing key of Apple's, and whose app it signs for. */
  static final class Apple {
    @Option(
        names = "--key",
        paramLabel = "FILE",
        required = true,
        description = "APNs' token signing key, a .p8 file: for iOS.")
    private Path key = Path.of("");

    @Option(names = "--key-id", paramLabel = "ID", required = true, description = "Its key id.")
    private String keyId = "";

    @Option(names = "--team-id", paramLabel = "ID", required = true, description = "Apple's team.")
    private String teamId = "";

    @Option(names = "--bundle-id", paramLabel = "ID", required = true, description = "The app's.")
    private String bundleId = "";

    @Option(names = "--sandbox", description = "For development builds.")
    private boolean sandbox;
  }

  @Override
  public Integer call() {
    Connection connection = place.connectToChange();
    try (var sns = connection.client(SnsClient.builder(), "SNS")) {
      var attributes = new HashMap<>(secrets());
      attributes.put("EventDeliveryFailure", connection.output("PushEventsTopicArn"));
      out.printf("%s=%s%n", parameter(), settled(sns, attributes));
    }
    return 0;
  }

  /** The application's ARN, once it has these attributes. */
  private String settled(SnsClient sns, Map<String, String> attributes) {
    Optional<String> existing =
        sns.listPlatformApplicationsPaginator().platformApplications().stream()
            .map(PlatformApplication::platformApplicationArn)
            .filter(arn -> arn.endsWith(":app/" + platform() + "/" + name))
            .findFirst();
    if (existing.isEmpty()) {
      return sns.createPlatformApplication(
              create -> create.platform(platform()).name(name).attributes(attributes))
          .platformApplicationArn();
    }
    attributes.put("Enabled", "true");
    sns.setPlatformApplicationAttributes(
        set -> set.platformApplicationArn(existing.get()).attributes(attributes));
    return existing.get();
  }

  /** SNS' names of the platforms; FCM has kept that of its predecessor. */
  private String platform() {
    Apple apple = credentials.apple;
    if (apple == null) {
      return "GCM";
    }
    return apple.sandbox ? "APNS_SANDBOX" : "APNS";
  }

  private String parameter() {
    return switch (platform()) {
      case "GCM" -> "FcmApplicationArn";
      case "APNS" -> "ApnsApplicationArn";
      default -> "ApnsSandboxApplicationArn";
    };
  }

  /** SNS API reference, CreatePlatformApplication: with token credentials, for both platforms. */
  private Map<String, String> secrets() {
    Apple apple = credentials.apple;
    if (apple == null) {
      String json =
          text(credentials.serviceAccount == null ? Path.of("") : credentials.serviceAccount);
      if (!json.contains("\"private_key\"")) {
        throw new Misuse(credentials.serviceAccount + " is no key of a service account");
      }
      return Map.of("PlatformCredential", json);
    }
    String key = text(apple.key);
    if (!key.toUpperCase(Locale.ROOT).contains("PRIVATE KEY")) {
      throw new Misuse(apple.key + " is no signing key: it has no PRIVATE KEY");
    }
    return Map.of(
        "PlatformCredential", key,
        "PlatformPrincipal", apple.keyId,
        "ApplePlatformTeamID", apple.teamId,
        "ApplePlatformBundleID", apple.bundleId);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Misuse("the file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
