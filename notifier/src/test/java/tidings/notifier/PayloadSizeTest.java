package tidings.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Feed;

class PayloadSizeTest {
  private static final Payload.Names NAMES = new Payload.Names("c".repeat(43), "c".repeat(43));
  private static final String ESCAPED = "\\\"".repeat(2000);

  @Example
  void theLongestMessageOfEmojiFits() {
    assertFits(alert("👋".repeat(100), "👩‍👩‍👧‍👦".repeat(1000).substring(0, 4000)));
  }

  @Example
  void theLongestMessageOfWhatJsonEscapesFits() {
    assertFits(alert(ESCAPED, ESCAPED));
  }

  @Example
  void anIdThatIsTooLongIsLeftOut() {
    var hello = alert(ESCAPED, ESCAPED);
    var alert =
        new Alert(
            hello.user(),
            Feed.chat("👋".repeat(32)),
            hello.position(),
            new Message.Id("\u0001".repeat(900)),
            hello.kind(),
            new Badge(Long.MAX_VALUE, hello.badge().at()),
            hello.said());

    assertFits(alert);
  }

  @Example
  void anIdThatJustFitsIsCarried() {
    var hello = alert(ESCAPED, ESCAPED);
    var alert =
        new Alert(
            hello.user(),
            Feed.chat("i".repeat(128)),
            hello.position(),
            new Message.Id("m".repeat(398)),
            hello.kind(),
            hello.badge(),
            hello.said());

    assertFits(alert);
    assertThat(payloads(alert))
        .allSatisfy(payload -> assertThat(payload).contains("m".repeat(398), "i".repeat(128)));
  }

  @Property(tries = 300)
  void anyTextFits(
      @ForAll @StringLength(max = 200) String sender,
      @ForAll @StringLength(max = 4000) String text) {
    assertFits(alert(sender, text));
  }

  private static void assertFits(Alert alert) {
    assertThat(payloads(alert))
        .hasSize(8)
        .allSatisfy(payload -> assertThat(payload.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4096));
  }

  /** What Google and Apple get, in every language. */
  private static List<String> payloads(Alert alert) {
    return List.of("en", "sv", "es", "ar").stream()
        .map(language -> Words.of(Locale.of(language)))
        .map(words -> Payload.Shown.of(alert, Preview.TEXT, words))
        .map(shown -> new Payload(alert, shown, NAMES, Duration.ofDays(1)))
        .<String>mapMulti(
            (payload, all) -> {
              all.accept(text(payload.message(Platform.FCM), "GCM"));
              all.accept(text(payload.message(Platform.APNS), "APNS"));
            })
        .toList();
  }

  private static String text(String message, String name) {
    return MessageJson.read(message, JsonNode.class).get(name).textValue();
  }

  private static Alert alert(String sender, String text) {
    return Alerts.message(Excerpt.of(sender, 64), Excerpt.of(text, 240));
  }
}
