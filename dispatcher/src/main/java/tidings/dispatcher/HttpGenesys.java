package tidings.dispatcher;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.dispatcher.Login.Grant;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Chat;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;

/** Genesys Cloud by its Open Messaging API; one try, with a new token if the first is refused. */
final class HttpGenesys implements Genesys {
  private final Calls calls;
  private final String api;
  private final Login login;
  private final Headroom headroom;
  private final Clock clock;

  HttpGenesys(Calls calls, URI apiUrl, Login login, Headroom headroom) {
    this.calls = calls;
    this.api = apiUrl.toString().replaceFirst("/+$", "");
    this.login = login;
    this.headroom = headroom;
    this.clock = calls.clock();
  }

  @Override
  public Answer deliver(Errand errand, Instant deadline) {
    Optional<Answer> tooMuch = tooMuch(errand);
    if (tooMuch.isPresent()) {
      return tooMuch.get();
    }
    Optional<Post> post = Signals.post(errand);
    if (post.isEmpty()) {
      return new Answer.Refused(
          0, new Delivery.Failure("refused", "nothing that Genesys takes", false, false), "-");
    }
    Answer answer = post(errand, post.get(), null, deadline);
    return errand instanceof Errand.Forward(Chat chat, Message message, _, _)
            && message.body() instanceof Message.Reply reply
            && answer instanceof Answer.Refused refused
            && refused.forItsForm()
        ? post(errand, Post.asText(chat, message, reply), null, deadline)
        : answer;
  }

  /** What the rate limit has no room for. */
  private Optional<Answer> tooMuch(Errand errand) {
    if (errand instanceof Errand.Typing && headroom.isScarce()) {
      return Optional.of(outage("the rate limit has no room for typing", false));
    }
    return headroom
        .pause()
        .map(
            pause ->
                new Answer.NotNow(
                    Cause.OUTAGE, "the rate limit is nearly used up", pause, "-", false));
  }

  private Answer post(
      Errand errand, Post post, Grant.@Nullable Token refusedToken, Instant deadline) {
    return switch (login.grant(refusedToken, deadline)) {
      case Grant.Denied(String reason, _, _) -> outage(reason, false);
      case Grant.Token token -> {
        Calls.Heard heard = calls.send(request(post, token), deadline);
        log(errand, heard);
        yield switch (heard) {
          case Calls.Silence(String reason, boolean mayHaveArrived) ->
              outage(reason, mayHaveArrived);
          case Calls.Reply reply when reply.status() == 401 && refusedToken == null ->
              post(errand, post, token, deadline);
          case Calls.Reply reply -> Replies.read(reply, clock.instant());
        };
      }
    };
  }

  private HttpRequest request(Post post, Grant.Token token) {
    return HttpRequest.newBuilder(URI.create(api + post.path()))
        .header("Authorization", "Bearer " + token.value().value())
        .header("Content-Type", "application/json")
        .method(post.method(), BodyPublishers.ofString(post.body()))
        .build();
  }

  private void log(Errand errand, Calls.Heard heard) {
    Line line = Line.info("asked Genesys").with(errand.ids());
    switch (heard) {
      case Calls.Silence(String reason, _) ->
          line.with("reason", reason).count(Metric.GENESYS_SILENT);
      case Calls.Reply reply -> {
        headroom.note(reply.headers()).ifPresent(left -> line.measure(Metric.RATE_HEADROOM, left));
        line.with("status", reply.status())
            .with("genesysCorrelationId", Replies.correlationId(reply.headers()))
            .count(kind(reply.status()));
      }
    }
    line.write();
  }

  private static Metric kind(int status) {
    if (status == 429) {
      return Metric.GENESYS_THROTTLED;
    }
    if (status >= 200 && status < 300) {
      return Metric.GENESYS_TAKEN;
    }
    return status >= 400 && status < 500 ? Metric.GENESYS_REFUSED : Metric.GENESYS_FAILED;
  }

  private static Answer outage(String reason, boolean inDoubt) {
    return new Answer.NotNow(Cause.OUTAGE, reason, null, "-", inDoubt);
  }
}
