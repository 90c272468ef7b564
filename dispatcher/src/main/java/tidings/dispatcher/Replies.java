package tidings.dispatcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tidings.dispatcher.Calls.Reply;
import tidings.dispatcher.Genesys.Answer;
import tidings.dispatcher.Genesys.Cause;
import tidings.message.Delivery;
import tidings.message.MessageJson;

/**
 * What Genesys' replies mean (status codes of the SDK's descriptions; retryable ones as in the
 * SDK's {@code ApiClient}). Its error messages may quote the customer, so only its codes are passed
 * on.
 *
 * <p>A 409 is declared for these calls without a meaning. It is tried again as the message's own
 * failure: if it is a conflict with a change under way, that passes; if it means that Genesys has
 * the message already, the receipt that follows beats the failure in which the tries end.
 */
final class Replies {
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  /** Genesys' ids have 32 or 36 characters; the ledger takes no endless ones. */
  private static final int LONGEST_ID = 200;

  private static final Set<String> PASSING_REASONS =
      Set.of("RateLimited", "GeneralError", "ServerError", "MessageExpired");

  private Replies() {}

  /** The answer in a reply; a wait until a date is counted from now. */
  static Answer read(Reply reply, Instant now) {
    int status = reply.status();
    return switch (status) {
      case 429, 502, 503, 504 -> notNow(reply, Cause.OUTAGE, now);
      case 408, 409, 425 -> notNow(reply, Cause.MESSAGE, now);
      default -> {
        if (status >= 200 && status < 300) {
          yield taken(reply);
        }
        boolean refused = status >= 400 && status < 500;
        yield refused ? refused(reply) : notNow(reply, Cause.MESSAGE, now);
      }
    };
  }

  /** Genesys' id of the exchange, {@code -} where it gave none. */
  static String correlationId(HttpHeaders headers) {
    return headers
        .firstValue("ININ-Correlation-Id")
        .or(() -> headers.firstValue("Genesys-Correlation-Id"))
        .filter(Replies::isId)
        .orElse("-");
  }

  /** Any 2xx is a yes, unless what it brings is a receipt that says no. */
  private static Answer taken(Reply reply) {
    JsonNode body = json(reply.body());
    String correlationId = correlationId(reply.headers());
    if (!body.path("status").asText().equals("Failed")) {
      return new Answer.Accepted(id(body, "id"), id(body, "conversationId"), correlationId);
    }
    String code = code(body.path("reasons").path(0)).orElse("refused");
    return new Answer.Refused(
        reply.status(),
        failure(code, "answered with a failed receipt", PASSING_REASONS.contains(code)),
        correlationId);
  }

  private static @Nullable String id(JsonNode body, String name) {
    String id = body.path(name).textValue();
    return id != null && isId(id) ? id : null;
  }

  private static boolean isId(String text) {
    return !text.isBlank() && text.length() <= LONGEST_ID;
  }

  /** Credentials and permissions can be put right, so the same message may pass later. */
  private static Answer refused(Reply reply) {
    boolean retryable = reply.status() == 401 || reply.status() == 403;
    return new Answer.Refused(
        reply.status(),
        failure("refused", "refused the message: " + describe(reply), retryable),
        correlationId(reply.headers()));
  }

  private static Delivery.Failure failure(String code, String what, boolean retryable) {
    return new Delivery.Failure(code, "Genesys " + what, retryable, false);
  }

  private static Answer notNow(Reply reply, Cause cause, Instant now) {
    return new Answer.NotNow(
        cause,
        describe(reply),
        retryAfter(reply.headers(), now).orElse(null),
        correlationId(reply.headers()),
        reply.status() != 429);
  }

  private static String describe(Reply reply) {
    String status = "HTTP " + reply.status();
    return code(json(reply.body())).map(code -> status + " " + code).orElse(status);
  }

  private static Optional<String> code(JsonNode body) {
    return Optional.ofNullable(body.path("code").textValue())
        .filter(code -> code.matches("[A-Za-z0-9._-]{1,64}"));
  }

  private static JsonNode json(String body) {
    try {
      return MessageJson.mapper().readTree(body);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  /** Seconds or a date (RFC 9110, section 10.2.3); what is neither is no wish. */
  private static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]+")) {
      boolean countable = value.length() < 10;
      Duration wait = countable ? Duration.ofSeconds(Long.parseLong(value)) : LONGEST_WAIT;
      return Optional.of(wait);
    }
    try {
      var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, date)).filter(Duration::isPositive);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
