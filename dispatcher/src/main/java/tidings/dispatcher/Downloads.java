package tidings.dispatcher;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import tidings.dispatcher.Genesys.Answer;
import tidings.dispatcher.Genesys.Cause;
import tidings.message.Delivery;

/**
 * Fetches agents' files from these origins, such as {@code https://api-downloads.mypurecloud.com},
 * and from nowhere else: an address in a message must not lead into our own network. Whether
 * Genesys wants a token for its files is not written anywhere, so it gets one if it refuses
 * without; a redirect never takes it along.
 */
record Downloads(HttpClient http, Set<String> origins, Login login, long mostBytes, Clock clock) {
  private static final int MOST_HOPS = 3;

  Downloads {
    origins = Set.copyOf(origins);
  }

  /** What came of it. */
  sealed interface Got {

    record File(SdkBytes bytes) implements Got {}

    record Never(Answer.Refused refused) implements Got {}

    record Later(Answer.NotNow notNow) implements Got {}
  }

  /** Fetches the file by the deadline. */
  Got get(String url, Instant deadline) {
    Optional<URI> address = admitted(url);
    return address.isEmpty()
        ? refused("foreign-host", "The file is not on a host of Genesys")
        : get(address.get(), null, MOST_HOPS, deadline);
  }

  private Got get(URI address, Login.Grant.@Nullable Token token, int hops, Instant deadline) {
    var request = HttpRequest.newBuilder(address).GET();
    if (token != null) {
      request.header("Authorization", "Bearer " + token.value().value());
    }
    var file = new Body(mostBytes);
    return switch (ask(request.build(), file, deadline)) {
      case Body.Broken(String reason) -> file.isTooBig() ? tooBig() : notNow(reason);
      case Body.Whole(HttpResponse<Void> answer) -> read(answer, file, token, hops, deadline);
    };
  }

  private Got read(
      HttpResponse<Void> answer,
      Body file,
      Login.Grant.@Nullable Token token,
      int hops,
      Instant deadline) {
    int status = answer.statusCode();
    if (status == 200) {
      return file.isTooBig() ? tooBig() : new Got.File(file.bytes());
    }
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
      return redirected(answer, hops, deadline);
    }
    if ((status == 401 || status == 403) && token == null && hops == MOST_HOPS) {
      return switch (login.grant(null, deadline)) {
        case Login.Grant.Denied(String reason, _, _) -> notNow(reason);
        case Login.Grant.Token granted -> get(answer.uri(), granted, hops, deadline);
      };
    }
    return switch (Replies.read(new Calls.Reply(status, answer.headers(), ""), clock.instant())) {
      case Answer.NotNow later -> new Got.Later(later);
      case Answer.Refused never -> new Got.Never(never);
      case Answer.Accepted _ -> refused("no-file", "Genesys answered without the file");
    };
  }

  private Got redirected(HttpResponse<Void> answer, int hops, Instant deadline) {
    Optional<URI> next =
        answer
            .headers()
            .firstValue("location")
            .flatMap(location -> resolved(answer.uri(), location));
    return next.isEmpty() || hops == 0
        ? refused("foreign-host", "The file is not on a host of Genesys")
        : get(next.get(), null, hops - 1, deadline);
  }

  private Optional<URI> resolved(URI base, String location) {
    try {
      return admitted(base.resolve(location).toString());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<URI> admitted(String url) {
    try {
      URI address = URI.create(url);
      String origin = address.getScheme() + "://" + address.getRawAuthority();
      return origins.contains(origin.toLowerCase(Locale.ROOT))
          ? Optional.of(address)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Body.End ask(HttpRequest request, Body file, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      return new Body.Broken("no time was left to ask");
    }
    var running = http.sendAsync(request, file::subscriber);
    try {
      return new Body.Whole(running.get(left.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      running.cancel(true);
      return new Body.Broken("the file did not come in time");
    } catch (ExecutionException _) {
      return new Body.Broken("the connection broke");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a file", e);
    }
  }

  static Got tooBig() {
    return refused("too-big", "The file is bigger than what is kept");
  }

  private static Got refused(String code, String message) {
    return new Got.Never(
        new Answer.Refused(0, new Delivery.Failure(code, message, false, false), "-"));
  }

  private static Got notNow(String reason) {
    return new Got.Later(new Answer.NotNow(Cause.OUTAGE, reason, null, "-", false));
  }

  /** What comes of an answer's body, up to a limit; the rest of one that is too big is not read. */
  private static final class Body {
    /** More than one part, so that what is too big is seen to be. */
    private static final long SLACK = 1024 * 1024;

    private final long most;
    private final AtomicLong size = new AtomicLong();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Body(long most) {
      this.most = most;
    }

    sealed interface End {}

    record Whole(HttpResponse<Void> answer) implements End {}

    record Broken(String reason) implements End {}

    BodySubscriber<Void> subscriber(ResponseInfo info) {
      size.set(0);
      kept.reset();
      BodySubscriber<Void> keeper =
          BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(this::keep));
      long stated = info.headers().firstValueAsLong("content-length").orElse(0);
      if (stated > most) {
        size.set(stated);
      }
      return BodySubscribers.limiting(keeper, stated > most ? 0 : most + SLACK);
    }

    private void keep(byte[] part) {
      if (size.addAndGet(part.length) <= most) {
        kept.writeBytes(part);
      }
    }

    boolean isTooBig() {
      return size.get() > most;
    }

    SdkBytes bytes() {
      return SdkBytes.fromByteArrayUnsafe(kept.toByteArray());
    }
  }
}
