package tidings.dispatcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.lambda.Secret;
import tidings.lambda.Secrets;
import tidings.message.MessageJson;

/**
 * The access token of this instance (client credentials, Genesys help "Create an OAuth client").
 * All who ask at once share one login; it is made again before the token expires, or when Genesys
 * has refused it.
 */
final class Login {
  private static final Duration LONGEST_BEFORE_EXPIRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(2);

  /** What a header takes (RFC 6750, section 2.1). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** Wrong credentials stay wrong for a while; asking with every message would not change that. */
  private static final Duration BETWEEN_REFUSED_LOGINS = Duration.ofSeconds(10);

  private final Calls calls;
  private final URI address;
  private final Secrets secrets;
  private final String secretArn;
  private final Clock clock;
  private @Nullable FutureTask<Grant> latest;

  Login(Calls calls, URI loginUrl, Secrets secrets, String secretArn) {
    this.calls = calls;
    this.address = URI.create(loginUrl.toString().replaceFirst("/+$", "") + "/oauth/token");
    this.secrets = secrets;
    this.secretArn = secretArn;
    this.clock = calls.clock();
  }

  /** What a login brought. */
  sealed interface Grant {
    /** The instant until which the same grant is given again. */
    Instant until();

    /** May call until then. */
    record Token(Secret value, Instant until) implements Grant {}

    /** May not; the reason is for people. */
    record Denied(String reason, boolean forCredentials, Instant until) implements Grant {}
  }

  /** A token that is good for now, and is not the refused one. */
  Grant grant(Grant.@Nullable Token refused, Instant deadline) {
    FutureTask<Grant> login = current(refused, deadline);
    login.run();
    try {
      Duration patience = Duration.between(clock.instant(), deadline);
      return login.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return denied("the login takes too long");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the login crashed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the login", e);
    }
  }

  /** The login under way or the one whose grant still holds, else a new one, which is to be run. */
  private synchronized FutureTask<Grant> current(Grant.@Nullable Token refused, Instant deadline) {
    FutureTask<Grant> current = latest;
    if (current == null || !holds(current, refused)) {
      current = new FutureTask<>(() -> logIn(deadline));
      latest = current;
    }
    return current;
  }

  private boolean holds(FutureTask<Grant> login, Grant.@Nullable Token refused) {
    return switch (login.state()) {
      case RUNNING -> true;
      case SUCCESS -> {
        Grant grant = login.resultNow();
        yield grant.until().isAfter(clock.instant()) && !grant.equals(refused);
      }
      case FAILED, CANCELLED -> false;
    };
  }

  private Grant logIn(Instant deadline) {
    Optional<String> known = credentials(secrets::get);
    if (known.isEmpty()) {
      return denied("the login's secret cannot be read");
    }
    Grant grant = ask(known.get(), deadline);
    if (!(grant instanceof Grant.Denied denied) || !denied.forCredentials()) {
      return grant;
    }
    Optional<String> fresh = credentials(secrets::getAfresh);
    return fresh.isEmpty() || fresh.equals(known) ? grant : ask(fresh.get(), deadline);
  }

  /** The client's id and secret as Basic wants them, or empty where they cannot be read. */
  private Optional<String> credentials(BiFunction<String, String, Secret> read) {
    try {
      String id = read.apply(secretArn, "clientId").value();
      String secret = read.apply(secretArn, "clientSecret").value();
      byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return Optional.of(Base64.getEncoder().encodeToString(pair));
    } catch (SdkException | IllegalStateException e) {
      Line.error("login impossible: the secret cannot be read")
          .with(e)
          .count(Metric.LOGINS_REFUSED)
          .write();
      return Optional.empty();
    }
  }

  private Grant ask(String credentials, Instant deadline) {
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    return switch (calls.send(request, deadline)) {
      case Calls.Silence(String reason, _) -> denied("login: " + reason);
      case Calls.Reply reply -> read(reply);
    };
  }

  private Grant read(Calls.Reply reply) {
    int status = reply.status();
    if (status == 400 || status == 401 || status == 403) {
      Line.error("login refused")
          .with("status", status)
          .with("genesysCorrelationId", Replies.correlationId(reply.headers()))
          .count(Metric.LOGINS_REFUSED)
          .write();
      return new Grant.Denied(
          "the login is refused: HTTP " + status,
          true,
          clock.instant().plus(BETWEEN_REFUSED_LOGINS));
    }
    String token = status == 200 ? field(reply.body(), "access_token").asText() : "";
    if (!TOKEN.matcher(token).matches()) {
      return denied("login: HTTP " + status);
    }
    long seconds = field(reply.body(), "expires_in").asLong(0);
    Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_LIFE.toSeconds()));
    Duration early = life.dividedBy(5);
    Duration margin = early.compareTo(LONGEST_BEFORE_EXPIRY) < 0 ? early : LONGEST_BEFORE_EXPIRY;
    return new Grant.Token(new Secret(token), clock.instant().plus(life).minus(margin));
  }

  private Grant denied(String reason) {
    return new Grant.Denied(reason, false, clock.instant());
  }

  private static JsonNode field(String body, String name) {
    try {
      return MessageJson.mapper().readTree(body).path(name);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }
}
