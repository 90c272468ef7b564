package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.Journal;

class WebhooksTest {
  @TempDir private Path folder;

  @Test
  void aCustomersWebhooksArriveInOrderAndSigned() throws Exception {
    try (var hook = Hook.open();
        var webhooks = webhooks(hook)) {
      List<String> texts = IntStream.range(0, 50).mapToObj(Integer::toString).toList();

      texts.forEach(text -> webhooks.send("u", body(text), Duration.ZERO));

      assertThat(hook.nextTexts(50)).isEqualTo(texts);
    }
  }

  @Test
  void theSignatureIsOverTheBytesThatArrive() throws Exception {
    try (var hook = Hook.open();
        var webhooks = webhooks(hook)) {
      webhooks.send("u", body("hej då 👋"), Duration.ZERO);

      Hook.Call call = hook.next();
      assertThat(call.json()).isEqualTo(body("hej då 👋"));
      assertThat(call.signature()).isEqualTo(Signature.of(Hook.SECRET, call.body()));
    }
  }

  @Test
  void busyBrokenAndCutAreTriedAgainWithTheSameBytes() throws Exception {
    try (var hook = Hook.open().answering(429, 503, 0);
        var webhooks = webhooks(hook)) {
      webhooks.send("u", body("again"), Duration.ZERO);

      assertThat(hook.nextTexts(4)).containsOnly("again");
    }
  }

  @Test
  void itIsGivenUpAfterFiveRetries() throws Exception {
    try (var hook = Hook.open().answering(500, 500, 500, 500, 500, 500);
        var webhooks = webhooks(hook)) {
      webhooks.send("u", body("lost"), Duration.ZERO);
      List<String> tries = hook.nextTexts(6);
      webhooks.send("u", body("next"), Duration.ZERO);

      assertThat(tries).containsOnly("lost");
      assertThat(hook.nextTexts(1)).containsExactly("next");
    }
  }

  @Test
  void anyOther4xxIsFinal() throws Exception {
    try (var hook = Hook.open().answering(401);
        var webhooks = webhooks(hook)) {
      webhooks.send("u", body("refused"), Duration.ZERO);
      webhooks.send("u", body("next"), Duration.ZERO);

      assertThat(hook.nextTexts(2)).containsExactly("refused", "next");
    }
  }

  @Test
  void aFailedTryLetsTheNextMessagePass() throws Exception {
    try (var hook = Hook.open().answering(503);
        var webhooks = webhooks(hook)) {
      webhooks.send("u", body("first"), Duration.ZERO);
      webhooks.send("u", body("second"), Duration.ZERO);

      assertThat(hook.nextTexts(3)).containsExactly("first", "second", "first");
    }
  }

  @Test
  void whatWasNotDeliveredIsSentByTheNextProcessOnly() throws Exception {
    var gone = Hook.open();
    gone.close();
    try (var before = webhooks(gone)) {
      before.send("u", body("kept"), Duration.ofHours(1));
    }

    try (var hook = Hook.open();
        var after = webhooks(hook)) {
      after.resume();

      assertThat(hook.nextTexts(1)).containsExactly("kept");
    }
  }

  @Test
  void whatWasSettledIsNotSentAgain() throws Exception {
    try (var hook = Hook.open()) {
      try (var before = webhooks(hook)) {
        before.send("u", body("once"), Duration.ZERO);
        hook.next();
        before.send("u", body("twice"), Duration.ZERO);
        hook.next();
      }
      try (var after = webhooks(hook)) {
        after.resume();
        after.send("u", body("later"), Duration.ZERO);

        assertThat(hook.nextTexts(1)).doesNotContain("once");
      }
    }
  }

  private Webhooks webhooks(Hook hook) {
    var target = hook.target();
    return new Webhooks(
        target.tries(),
        _ -> new Integrations.Target(target.uri(), target.secret(), Map.of()),
        Journal.in(folder, "webhooks"),
        UUID::randomUUID);
  }

  private static JsonNode body(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }
}
