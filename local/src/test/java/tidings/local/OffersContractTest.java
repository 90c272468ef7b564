package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is offered to customers, over HTTP. */
class OffersContractTest {
  private static final String OFFER =
      "{\"id\":\"o-1\",\"type\":\"text\",\"content\":\"%s\",\"fromId\":\"shop\"}";

  private final Callers callers = Callers.of(RunningStack.uri());

  @Test
  void theFirstContentOfAnOfferStands() {
    String offers = callers.offers("offered");
    var user = callers.customer("offered");
    callers.service().post(offers, OFFER.formatted("first"));

    var again = callers.service().post(offers, OFFER.formatted("second"));
    callers.service().post(offers, "{\"type\":\"qrcode\",\"content\":\"17\",\"fromId\":\"shop\"}");

    JsonNode page = eventually(() -> user.get(offers).json(), it -> it.path("count").asInt() == 2);
    assertThat(again.status()).isEqualTo(202);
    assertThat(Client.values(page.path("notifications"), "content")).containsExactly("first", "17");
    assertThat(page.path("unread").asInt()).isEqualTo(2);
  }

  @Test
  void anAcknowledgedOfferIsNotUnreadAndOtherwiseAsItWas() {
    String offers = callers.offers("thankful");
    var user = callers.customer("thankful");
    callers.service().post(offers, OFFER.formatted("Ten per cent"));
    JsonNode open = eventually(() -> user.get(offers).json(), it -> it.path("count").asInt() == 1);

    var answer = user.put(offers, "{\"id\":\"o-1\",\"acknowledged\":true,\"content\":\"changed\"}");

    String next = offers + "?cursor=" + open.path("cursor").asText();
    JsonNode page = eventually(() -> user.get(next).json(), it -> it.path("count").asInt() == 1);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(page.at("/notifications/0/acknowledged").asBoolean()).isTrue();
    assertThat(page.at("/notifications/0/content").asText()).isEqualTo("Ten per cent");
    assertThat(page.path("unread").asInt()).isZero();
  }

  @Test
  void anOfferThatHasExpiredIsGone() {
    String offers = callers.offers("hesitant");
    var user = callers.customer("hesitant");
    callers.service().post(offers, OFFER.formatted("for good"));
    JsonNode first = eventually(() -> user.get(offers).json(), it -> it.path("count").asInt() == 1);
    Instant now = Instant.parse(first.at("/notifications/0/time").asText());

    callers.service().post(offers, until(now.plusSeconds(4)));

    eventually(() -> user.get(offers).json(), it -> it.path("unread").asInt() == 2);
    JsonNode page = eventually(() -> user.get(offers).json(), it -> it.path("count").asInt() == 1);
    assertThat(Client.values(page.path("notifications"), "content")).containsExactly("for good");
    assertThat(page.path("unread").asInt()).isEqualTo(1);
  }

  private static String until(Instant end) {
    return "{\"id\":\"o-2\",\"type\":\"text\",\"content\":\"soon\",\"fromId\":\"shop\",\"expiresAt\":\"%s\"}"
        .formatted(end);
  }

  @Test
  void anOfferThatIsNotThereCannotBeAcknowledged() {
    var user = callers.customer("mistaken");
    String offers = callers.offers("mistaken");

    assertThat(user.put(offers, "{\"id\":\"none\",\"acknowledged\":true}").status()).isEqualTo(404);
    assertThat(user.put(offers, "{\"id\":\"none\",\"acknowledged\":false}").faulty())
        .containsExactly("acknowledged");
  }

  @Test
  void oneDoesNotSeeOrTakeAnothersOffer() {
    callers.service().post(callers.offers("jane"), OFFER.formatted("For Jane"));
    var mallory = callers.customer("mallory");
    eventually(
        () -> callers.customer("jane").get(callers.offers("jane")).json(),
        it -> it.path("count").asInt() == 1);

    var taken = mallory.put(callers.offers("mallory"), "{\"id\":\"o-1\",\"acknowledged\":true}");

    assertThat(taken.status()).isEqualTo(404);
    assertThat(mallory.get(callers.offers("mallory")).json().path("count").asInt()).isZero();
  }

  @Test
  void everyFaultOfAnOfferIsNamed() {
    String body = "{\"id\":\"a b\",\"type\":\"film\",\"expiresAt\":\"tomorrow\"}";

    var answer = callers.service().post(callers.offers("faulty"), body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty())
        .containsExactlyInAnyOrder("id", "type", "content", "fromId", "expiresAt");
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    var answer = callers.customer("odd").get(callers.offers("odd") + "?cursor=x");

    assertThat(answer.status()).isEqualTo(422);
  }
}
