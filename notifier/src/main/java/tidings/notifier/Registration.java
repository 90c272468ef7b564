package tidings.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tidings.digest.Sha256;
import tidings.lambda.Problem;

/** What the app says of the device on which it runs, as the HTTP API has it. */
record Registration(Platform platform, String token, Device.About about) {

  /**
   * Reads the body of a registration. Locale and version may be absent.
   *
   * @param configured the platforms that this installation can push to
   * @throws Problem 422 with every fault
   */
  static Registration read(JsonNode body, Set<Platform> configured) {
    var faults = new ArrayList<Problem.Fault>();
    var platform = platform(body, configured, faults);
    var token = text(body, "token", 4096, faults);
    if (token.isEmpty() && !has(faults, "token")) {
      faults.add(new Problem.Fault("token", "must be there"));
    }
    var locale = text(body, "locale", 35, faults).map(tag -> locale(tag, faults));
    String appVersion = text(body, "appVersion", 64, faults).orElse("");
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    var about = new Device.About(locale.orElse(Locale.ENGLISH), appVersion);
    return new Registration(platform.orElseThrow(), token.orElseThrow(), about);
  }

  /** Stands for the token where the token itself must not appear. */
  String tokenHash() {
    return tokenHash(platform, token);
  }

  static String tokenHash(Platform platform, String token) {
    return Sha256.hex(platform.wireName() + " " + token);
  }

  /** Names the platform only: the token is a credential. */
  @Override
  public String toString() {
    return "Registration[" + platform + "]";
  }

  private static Optional<Platform> platform(
      JsonNode body, Set<Platform> configured, List<Problem.Fault> faults) {
    var name = text(body, "platform", 32, faults);
    var platform = name.flatMap(Platform::of);
    if (platform.isEmpty()) {
      faults.add(new Problem.Fault("platform", "must be fcm, apns or apns_sandbox"));
    } else if (!configured.contains(platform.get())) {
      faults.add(new Problem.Fault("platform", name.get() + " is not set up here"));
    }
    return platform;
  }

  /** Phones name locales with an underscore, too. */
  private static Locale locale(String tag, List<Problem.Fault> faults) {
    try {
      return new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
    } catch (IllformedLocaleException _) {
      faults.add(new Problem.Fault("locale", "must be a language tag such as sv-SE"));
      return Locale.ENGLISH;
    }
  }

  /** A field that is null or blank counts as absent. */
  private static Optional<String> text(
      JsonNode body, String name, int longest, List<Problem.Fault> faults) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      faults.add(new Problem.Fault(name, "must be text"));
    } else if (value.textValue().length() > longest) {
      faults.add(new Problem.Fault(name, "must be at most " + longest + " characters long"));
    }
    return Optional.ofNullable(value.textValue()).filter(text -> !text.isBlank());
  }

  private static boolean has(List<Problem.Fault> faults, String field) {
    return faults.stream().anyMatch(fault -> fault.field().equals(field));
  }
}
