package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import tidings.local.UnreadModel.Act;

/** The number of things not seen, in each push and each answer of the running stack. */
class UnreadTest {
  @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void everyBadgeIsTheModels(@ForAll("acts") List<Act> acts) {
    new Run().follow(acts, new UnreadModel(true));
  }

  @Example
  void aWrongCountIsNoticed() {
    var acts = List.of(new Act.Say("a-1"), new Act.Offer("o-1"), new Act.Read(0, "phone"));

    assertThatThrownBy(() -> new Run().follow(acts, new UnreadModel(false)))
        .isInstanceOf(AssertionError.class);
  }

  /** Few ids, so that much of it comes again. */
  @Provide
  static Arbitrary<List<Act>> acts() {
    Arbitrary<String> messages = Arbitraries.of("a-1", "a-2", "a-3", "a-4", "a-5", "a-6");
    Arbitrary<String> offers = Arbitraries.of("o-1", "o-2", "o-3", "o-4");
    Arbitrary<String> devices = Arbitraries.of("phone", "tablet", "another");
    Arbitrary<Act> act =
        Arbitraries.frequencyOf(
            Tuple.of(4, messages.map(Act.Say::new)),
            Tuple.of(3, offers.map(Act.Offer::new)),
            Tuple.of(
                3,
                Combinators.combine(Arbitraries.integers().between(0, 5), devices)
                    .as(Act.Read::new)),
            Tuple.of(2, Combinators.combine(offers, devices).as(Act.Acknowledge::new)));
    return act.list().ofMinSize(15).ofMaxSize(25);
  }

  /** One customer with two devices. */
  private static final class Run {
    private final Callers callers = Callers.of(RunningStack.uri());
    private final String user = "unread-" + UUID.randomUUID();
    private final Caller customer = callers.customer(user);
    private final List<Long> badges = new ArrayList<>();
    private final List<Long> expected = new ArrayList<>();

    void follow(List<? extends Act> acts, UnreadModel model) {
      UnreadModel.DEVICES.forEach(this::register);
      for (Act act : acts) {
        carryOut(act, model);
        model.follow(act);
        look(model);
      }
      var last = new Act.Say("last");
      carryOut(last, model);
      model.follow(last);

      assertThat(badges).isEqualTo(expected);
      assertThat(eventually(this::pushes, told -> sizes(told).equals(sizes(model.pushes()))))
          .isEqualTo(model.pushes());
      assertThat(callers.client().get("/local/push/violations").body()).isEqualTo("[]");
    }

    private void register(String device) {
      String platform = device.equals("phone") ? "fcm" : "apns";
      String body = "{\"platform\":\"%s\",\"token\":\"%s\"}".formatted(platform, token(device));
      assertThat(customer.put("/devices/user/" + user + "/" + device, body).status())
          .isEqualTo(204);
    }

    private void carryOut(Act act, UnreadModel model) {
      switch (act) {
        case Act.Say(String id) -> say(id);
        case Act.Offer(String id) ->
            callers
                .service()
                .post(
                    callers.offers(user),
                    "{\"id\":\"%s\",\"type\":\"text\",\"content\":\"c\",\"fromId\":\"f\"}"
                        .formatted(id));
        case Act.Read(int index, String device) -> {
          if (index < model.said().size()) {
            long seq = seqOf(model.said().get(index));
            read("{\"upTo\":%d,\"deviceId\":\"%s\"}".formatted(seq, device));
          }
        }
        case Act.Acknowledge(String id, String device) -> {
          String body =
              "{\"id\":\"%s\",\"acknowledged\":true,\"deviceId\":\"%s\"}".formatted(id, device);
          int status = customer.put(callers.offers(user), body).status();
          assertThat(status).isEqualTo(model.isOffered(id) ? 202 : 404);
        }
      }
    }

    private void say(String id) {
      callers
          .client()
          .post(
              "/local/genesys/say",
              """
            {"body": {"id": "%1$s-%2$s", "type": "Text", "text": "%2$s", "direction": "Outbound",
              "originatingEntity": "Human",
              "channel": {"id": "%3$s", "platform": "Open", "type": "Private",
                          "to": {"id": "%1$s"}, "time": "2026-11-20T09:00:00Z"}}}
            """
                  .formatted(user, id, callers.client().integrationId()));
    }

    private void read(String body) {
      assertThat(customer.put(callers.chat(user) + "/read", body).status()).isEqualTo(204);
    }

    private long seqOf(String id) {
      return StreamSupport.stream(chat().path("messages").spliterator(), false)
          .filter(message -> message.path("text").asText().equals(id))
          .mapToLong(message -> message.path("seq").asLong())
          .findFirst()
          .orElseThrow();
    }

    /** Waits for the act by the numbers of each feed, then takes down the badge that they show. */
    private void look(UnreadModel model) {
      JsonNode chat =
          eventually(this::chat, page -> page.path("unread").asLong() == model.unread());
      JsonNode offers =
          eventually(this::offers, page -> page.path("unread").asLong() == model.openOffers());
      JsonNode again = offers.path("badge").equals(chat.path("badge")) ? chat : chat();
      for (JsonNode answer : List.of(again, offers)) {
        badges.add(answer.path("badge").asLong());
        expected.add(model.badge());
      }
      assertThat(chat.path("unread").asLong()).isEqualTo(model.unread());
      assertThat(offers.path("unread").asLong()).isEqualTo(model.openOffers());
    }

    private JsonNode chat() {
      return customer.get(callers.chat(user)).json();
    }

    private JsonNode offers() {
      return customer.get(callers.offers(user)).json();
    }

    private String token(String device) {
      return user + "-" + device;
    }

    /** What each device got, as kind and badge. */
    private Map<String, List<String>> pushes() {
      var pushes = new LinkedHashMap<String, List<String>>();
      UnreadModel.DEVICES.forEach(device -> pushes.put(device, new ArrayList<>()));
      for (JsonNode push : callers.client().get("/local/push/sent").json()) {
        JsonNode payload = push.path("payload");
        JsonNode data = payload.has("aps") ? payload : payload.at("/fcmV1Message/message/data");
        for (String device : UnreadModel.DEVICES) {
          if (push.path("token").asText().equals(token(device))) {
            pushes.get(device).add(data.path("kind").asText() + " " + data.path("badge").asText());
          }
        }
      }
      return pushes;
    }

    private static List<Integer> sizes(Map<String, List<String>> pushes) {
      return pushes.values().stream().map(List::size).toList();
    }
  }
}
