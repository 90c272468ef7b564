package tidings.local.genesys;

import static tidings.local.genesys.Check.flatTexts;
import static tidings.local.genesys.Check.isAbsent;
import static tidings.local.genesys.Check.oneOf;
import static tidings.local.genesys.Check.optionalTexts;
import static tidings.local.genesys.Check.text;
import static tidings.local.genesys.Check.that;
import static tidings.local.genesys.Check.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of each body, from the models of Genesys' .NET SDK 270 and the developer centre's pages
 * on Open Messaging. Fields that no rule names are tolerated.
 */
final class Checks {
  private static final String[] REASONS = {
    "MessageExpired",
    "RateLimited",
    "MessageNotAllowed",
    "GeneralError",
    "UnsupportedMessage",
    "UnknownMessage",
    "InvalidMessageStructure",
    "InvalidDestination",
    "ServerError",
    "MediaTypeNotAllowed",
    "InvalidMediaContentLength",
    "RecipientOptedOut",
    "DataFiltered"
  };
  private static final int AGENTLESS_TEXT = 2000;

  private static final List<Check> FROM =
      join(
          List.of(
              text("/channel/from/id"),
              oneOf("/channel/from/idType", "Email", "Phone", "Opaque"),
              time("/channel/time")),
          optionalTexts(
              "/channel/messageId",
              "/channel/from/nickname",
              "/channel/from/firstName",
              "/channel/from/lastName",
              "/channel/from/email"),
          List.of(flatTexts("/channel/metadata/customAttributes"), flatTexts("/metadata")));

  private static final List<Check> ATTACHMENT =
      List.of(
          oneOf("/mediaType", "Image", "Video", "Audio", "File", "Link"),
          text("/url"),
          text("/mime"));

  static final List<Check> MESSAGE =
      join(
          FROM,
          optionalTexts("/text"),
          List.of(
              that(
                  body ->
                      body.path("text").asText().length() > 0 || body.path("content").size() > 0,
                  "bad.request",
                  "missing required properties: content or .text;"
                      + " failed to match at least one required schema (anyOf)"),
              that(
                  body -> isAbsent(body.path("content")) || body.path("content").isArray(),
                  "bad.request",
                  "content is an array"),
              that(
                  body -> body.path("content").size() <= 1,
                  "bad.request",
                  "content holds one attachment at most"),
              Checks::attachment));

  static final List<Check> EVENT =
      join(
          FROM,
          List.of(
              that(
                  body -> body.path("events").isArray() && body.path("events").size() > 0,
                  "bad.request",
                  "events is required and is an array"),
              that(
                  body ->
                      body.path("events")
                          .valueStream()
                          .allMatch(event -> event.path("eventType").asText().equals("Typing")),
                  "invalid.value",
                  "events.eventType is Typing")));

  static final List<Check> RECEIPT =
      join(
          List.of(
              text("/id"),
              text("/channel/to/id"),
              time("/channel/time"),
              oneOf("/status", "Delivered", "Failed"),
              that(
                  body ->
                      !body.path("status").asText().equals("Failed")
                          || body.path("reasons").size() > 0,
                  "bad.request",
                  "reasons is required with the status Failed"),
              Checks::reasons));

  static final List<Check> STRUCTURED =
      join(
          FROM,
          List.of(
              oneOf("/buttonResponse/type", "Button", "QuickReply", "DatePicker"),
              text("/buttonResponse/text"),
              text("/buttonResponse/payload"),
              text("/originatingMessageId")));

  static final List<Check> AGENTLESS =
      List.of(
          text("/fromAddress"),
          text("/toAddress"),
          oneOf("/toAddressMessengerType", "open"),
          text("/textBody"),
          that(
              body -> body.path("textBody").asText().length() <= AGENTLESS_TEXT,
              "bad.request",
              "textBody has at most " + AGENTLESS_TEXT + " characters"));

  static final List<Check> DISCONNECT = List.of(oneOf("/state", "disconnected"));

  private Checks() {}

  private static Optional<Check.Problem> attachment(JsonNode body) {
    return Check.first(
        body.path("content").isEmpty() ? List.of() : ATTACHMENT, body.at("/content/0/attachment"));
  }

  private static Optional<Check.Problem> reasons(JsonNode body) {
    return body.path("reasons")
        .valueStream()
        .flatMap(reason -> Check.first(List.of(text("/message"), Checks::code), reason).stream())
        .findFirst();
  }

  private static Optional<Check.Problem> code(JsonNode reason) {
    return isAbsent(reason.path("code"))
        ? Optional.empty()
        : oneOf("/code", REASONS).problem(reason);
  }

  @SafeVarargs
  private static List<Check> join(List<Check>... parts) {
    var all = new ArrayList<Check>();
    for (List<Check> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }
}
