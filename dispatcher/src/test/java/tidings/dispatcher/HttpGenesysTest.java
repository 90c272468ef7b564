package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.dispatcher.FakeGenesys.says;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.dispatcher.Genesys.Answer;
import tidings.dispatcher.Genesys.Cause;
import tidings.lambda.MovableClock;
import tidings.message.Errand;
import tidings.message.Message;

class HttpGenesysTest {
  private static final String[] NEARLY_USED_UP = {
    "inin-ratelimit-count", "270", "inin-ratelimit-allowed", "300", "inin-ratelimit-reset", "20"
  };

  private final FakeGenesys fake = new FakeGenesys();
  private final MovableClock clock = new MovableClock();
  private final HttpGenesys genesys = Samples.genesys(fake, clock);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void postsTheMessageWithTheToken() {
    assertThat(deliver(Samples.hello())).isEqualTo(new Answer.Accepted("g-1", "c-1", "-"));

    var post = Post.of(Samples.rana(), Samples.hello().message()).orElseThrow();
    assertThat(fake.posts())
        .containsExactly(
            new FakeGenesys.Request(
                "POST " + post.path(), "Bearer token-1", "application/json", post.body()));
  }

  @Test
  void manyMessagesShareOneLogin() {
    deliver(Samples.hello());
    deliver(Samples.hello());

    assertThat(fake.logins()).hasSize(1);
  }

  @Test
  void aRefusedTokenIsReplacedAndTheMessagePostedAgain() {
    fake.next(says(401, "{}"));

    assertThat(deliver(Samples.hello())).isInstanceOf(Answer.Accepted.class);

    assertThat(fake.posts())
        .extracting(FakeGenesys.Request::authorization)
        .containsExactly("Bearer token-1", "Bearer token-2");
  }

  @Test
  void aSecondRefusalOfTheTokenIsARefusal() {
    fake.next(says(401, "{}"), says(401, "{}"));

    assertThat(deliver(Samples.hello()))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.status()).isEqualTo(401));
  }

  @Test
  void aLoginThatFailsIsAnOutage() {
    fake.nextLogin(says(401, "{}"));

    assertThat(deliver(Samples.hello()))
        .isEqualTo(
            new Answer.NotNow(Cause.OUTAGE, "the login is refused: HTTP 401", null, "-", false));
    assertThat(fake.posts()).isEmpty();
  }

  @Test
  void silenceIsAnOutage() {
    deliver(Samples.hello());
    fake.next(fake.hangs());

    assertThat(genesys.deliver(Samples.hello(), clock.instant().plusMillis(250)))
        .isEqualTo(
            new Answer.NotNow(
                Cause.OUTAGE, "no answer in time; it may have arrived", null, "-", true));
  }

  @Test
  void aRepeatedPostIsTheSame() {
    fake.next(_ -> {});

    deliver(Samples.hello());
    deliver(Samples.hello());

    assertThat(fake.posts().getFirst()).isEqualTo(fake.posts().getLast());
    assertThat(fake.posts()).hasSize(2);
  }

  @Test
  void nothingIsPostedWhileTheRateLimitIsNearlyUsedUp() {
    fake.next(says(202, FakeGenesys.ACCEPTED, NEARLY_USED_UP));
    deliver(Samples.hello());

    assertThat(deliver(Samples.hello()))
        .isEqualTo(
            new Answer.NotNow(
                Cause.OUTAGE,
                "the rate limit is nearly used up",
                Duration.ofSeconds(20),
                "-",
                false));
    assertThat(fake.posts()).hasSize(1);
  }

  @Test
  void aReplyThatIsRefusedGoesOutAsText() {
    fake.next(says(400, "{}"));

    assertThat(deliver(tap())).isInstanceOf(Answer.Accepted.class);

    assertThat(fake.posts().getFirst().target()).endsWith("/inbound/open/structured/response");
    assertThat(fake.posts().getLast().body()).contains("\"messageId\":\"m-1\"", "\"text\":\"Yes\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aReplyThatCannotBeTakenNowStaysAReply(int status) {
    fake.next(says(status, "{}"));

    assertThat(deliver(tap())).isInstanceOf(Answer.NotNow.class);

    assertThat(fake.posts()).hasSize(1);
  }

  @Test
  void whatNoCustomerSaysIsRefusedHere() {
    var ended = new Errand.Forward(Samples.rana(), Samples.says(new Message.Ended("agent")), 1);

    assertThat(deliver(ended)).isInstanceOf(Answer.Refused.class);

    assertThat(fake.posts()).isEmpty();
  }

  private static Errand.Forward tap() {
    var reply = new Message.Reply(new Message.Id("g-9"), "QuickReply", "Yes", "yes");
    return new Errand.Forward(Samples.rana(), Samples.says(reply), 1);
  }

  private Answer deliver(Errand errand) {
    return genesys.deliver(errand, clock.instant().plusSeconds(60));
  }
}
