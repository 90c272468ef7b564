package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.Bucket;
import tidings.lambda.LocalBucket;
import tidings.lambda.MovableClock;
import tidings.message.Content;
import tidings.message.Errand;
import tidings.message.MediaKeys;
import tidings.message.Message;
import tidings.message.MessageJson;

class LinkedGenesysTest {
  private static final String KEY = MediaKeys.file(Samples.rana().userKey(), "uploads/1");

  private final Bucket bucket = LocalBucket.make();
  private final MovableClock clock = new MovableClock();

  @Test
  void theLinkWorksBeforeGenesysKnowsIt() {
    var genesys =
        linked(
            (_, _) -> {
              assertThat(link().key()).isEqualTo(KEY);
              return new Genesys.Answer.Accepted("g-1", "c-1", "-");
            });

    assertThat(genesys.deliver(aPhoto(), clock.instant()))
        .isInstanceOf(Genesys.Answer.Accepted.class);
  }

  @Test
  void eachAttemptOpensItForAsLongAgain() {
    var genesys = linked((_, _) -> new Genesys.Answer.Accepted("g-1", "c-1", "-"));
    genesys.deliver(aPhoto(), clock.instant());
    clock.pass(Duration.ofDays(3));

    genesys.deliver(aPhoto(), clock.instant());
    assertThat(link().until()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
  }

  private LinkedGenesys linked(Genesys genesys) {
    return new LinkedGenesys(genesys, bucket, Duration.ofHours(24), clock);
  }

  private MediaKeys.Link link() {
    String json = bucket.get(MediaKeys.link("secret"), null).orElseThrow().asUtf8String();
    return MessageJson.read(json, MediaKeys.Link.class);
  }

  private static Errand.Forward aPhoto() {
    var medium =
        new Content.Medium("1", "Image", "https://a/m/secret", "image/png", null, 7L, Map.of());
    var file = new Content.Attachment(medium, Content.Stored.available("uploads/1"), Map.of());
    return new Errand.Forward(
        Samples.rana(), Samples.says(new Message.Text(null, List.of(file))), 1);
  }
}
