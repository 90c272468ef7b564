package tidings.local.push;

import static tidings.local.push.SnsAnswer.element;
import static tidings.local.push.SnsAnswer.invalid;
import static tidings.local.push.SnsAnswer.notFound;
import static tidings.local.push.SnsAnswer.ok;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** SNS' actions of mobile push, one at a time. */
final class SnsActions {
  private static final List<String> PLATFORMS = List.of("GCM", "APNS", "APNS_SANDBOX");
  private static final int USER_DATA_BYTES = 2048;
  private static final int PAGE = 100;

  private final String arnPrefix;
  private final Endpoints endpoints;
  private final Publishing publishing;
  private final Supplier<UUID> ids;

  SnsActions(
      PushSettings settings, Endpoints endpoints, Publishing publishing, Supplier<UUID> ids) {
    this.arnPrefix = "arn:aws:sns:" + settings.region() + ":" + settings.account() + ":";
    this.endpoints = endpoints;
    this.publishing = publishing;
    this.ids = ids;
  }

  synchronized SnsAnswer answer(Form form) {
    String action = form.text("Action");
    return switch (action) {
      case "CreatePlatformApplication" -> createApplication(form);
      case "GetPlatformApplicationAttributes" -> application(form);
      case "SetPlatformApplicationAttributes" -> changeApplication(form);
      case "ListPlatformApplications" -> applications();
      case "CreatePlatformEndpoint" -> createEndpoint(form);
      case "GetEndpointAttributes" -> attributes(form);
      case "SetEndpointAttributes" -> change(form);
      case "DeleteEndpoint" -> delete(form);
      case "ListEndpointsByPlatformApplication" -> list(form);
      case "Publish" -> publishing.publish(form);
      default -> SnsAnswer.error(400, "InvalidAction", "no action " + action);
    };
  }

  /**
   * Makes the application if it is not there.
   *
   * @return its ARN
   */
  String application(String platform, String name) {
    String arn = arnPrefix + "app/" + platform + "/" + name;
    endpoints.addApplication(arn);
    return arn;
  }

  private SnsAnswer createApplication(Form form) {
    if (!PLATFORMS.contains(form.text("Platform"))) {
      return invalid("Platform Reason: " + form.text("Platform") + " is not supported");
    }
    if (!form.text("Name").matches("[A-Za-z0-9_.-]{1,256}")) {
      return invalid("Name Reason: letters, digits, _, - and . only, 1 to 256 of them");
    }
    String arn = application(form.text("Platform"), form.text("Name"));
    endpoints.change(arn, kept(form.attributes()));
    return ok("CreatePlatformApplication", element("PlatformApplicationArn", arn));
  }

  private SnsAnswer application(Form form) {
    String arn = form.text("PlatformApplicationArn");
    return endpoints.hasApplication(arn)
        ? ok("GetPlatformApplicationAttributes", SnsAnswer.attributes(endpoints.application(arn)))
        : notFound("PlatformApplication");
  }

  private SnsAnswer changeApplication(Form form) {
    String arn = form.text("PlatformApplicationArn");
    if (!endpoints.hasApplication(arn)) {
      return notFound("PlatformApplication");
    }
    endpoints.change(arn, kept(form.attributes()));
    return ok("SetPlatformApplicationAttributes", "");
  }

  private SnsAnswer applications() {
    var members = new StringBuilder();
    endpoints
        .applications()
        .forEach(
            (arn, attributes) ->
                members.append(
                    element(
                        "member",
                        element("PlatformApplicationArn", arn)
                            + SnsAnswer.attributes(attributes))));
    return ok("ListPlatformApplications", element("PlatformApplications", members + ""));
  }

  /** Credentials are write-only, at SNS as well. */
  private static Map<String, String> kept(Map<String, String> attributes) {
    var kept = new HashMap<>(attributes);
    kept.keySet().removeAll(List.of("PlatformCredential", "PlatformPrincipal"));
    return kept;
  }

  private SnsAnswer createEndpoint(Form form) {
    String application = form.text("PlatformApplicationArn");
    String token = form.text("Token");
    var wanted = new HashMap<>(form.attributes());
    wanted.putIfAbsent("CustomUserData", form.text("CustomUserData"));
    if (!endpoints.hasApplication(application)) {
      return notFound("PlatformApplication");
    }
    if (token.isBlank() || tooLong(wanted)) {
      return invalid("Token or CustomUserData Reason: empty or too long");
    }
    Optional<Endpoint> existing = endpoints.find(application, token);
    if (existing.isPresent() && !existing.get().agreesWith(wanted)) {
      return taken(existing.get());
    }
    String arn = existing.map(Endpoint::arn).orElseGet(() -> add(application, token, wanted));
    return ok("CreatePlatformEndpoint", element("EndpointArn", arn));
  }

  private String add(String application, String token, Map<String, String> attributes) {
    String arn = application.replace(":app/", ":endpoint/") + "/" + ids.get();
    endpoints.put(new Endpoint(arn, token, true, "").changed(attributes));
    return arn;
  }

  private SnsAnswer attributes(Form form) {
    return endpoints
        .find(form.text("EndpointArn"))
        .map(endpoint -> ok("GetEndpointAttributes", SnsAnswer.attributes(endpoint.attributes())))
        .orElseGet(() -> notFound("Endpoint"));
  }

  private SnsAnswer change(Form form) {
    Optional<Endpoint> existing = endpoints.find(form.text("EndpointArn"));
    if (existing.isEmpty()) {
      return notFound("Endpoint");
    }
    if (tooLong(form.attributes())) {
      return invalid("CustomUserData Reason: too long");
    }
    Endpoint changed = existing.get().changed(form.attributes());
    var other = endpoints.find(changed.application(), changed.token());
    if (other.isPresent() && !other.get().arn().equals(changed.arn())) {
      return taken(other.get());
    }
    endpoints.put(changed);
    return ok("SetEndpointAttributes", "");
  }

  private SnsAnswer delete(Form form) {
    endpoints.remove(form.text("EndpointArn"));
    return ok("DeleteEndpoint", "");
  }

  private SnsAnswer list(Form form) {
    String application = form.text("PlatformApplicationArn");
    if (!endpoints.hasApplication(application)) {
      return notFound("PlatformApplication");
    }
    String from = form.text("NextToken");
    if (!from.matches("\\d{0,9}")) {
      return invalid("NextToken Reason: not one of ours");
    }
    int skipped = from.isEmpty() ? 0 : Integer.parseInt(from);
    List<Endpoint> rest = endpoints.of(application).stream().skip(skipped).toList();
    var members = new StringBuilder();
    rest.stream().limit(PAGE).forEach(endpoint -> members.append(member(endpoint)));
    String next = rest.size() > PAGE ? element("NextToken", "" + (skipped + PAGE)) : "";
    return ok("ListEndpointsByPlatformApplication", element("Endpoints", members + "") + next);
  }

  private static String member(Endpoint endpoint) {
    return element(
        "member",
        element("EndpointArn", endpoint.arn()) + SnsAnswer.attributes(endpoint.attributes()));
  }

  private static SnsAnswer taken(Endpoint by) {
    return invalid(
        "Token Reason: Endpoint %s already exists with the same Token, but different attributes."
            .formatted(by.arn()));
  }

  private static boolean tooLong(Map<String, String> attributes) {
    String userData = attributes.getOrDefault("CustomUserData", "");
    return userData.getBytes(StandardCharsets.UTF_8).length > USER_DATA_BYTES;
  }
}
