package tidings.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A misbehaviour of Genesys towards one call of a {@link Talk}.
 *
 * @param nth which call of its kind, from 1
 * @param times how often in a row, its repetitions included
 */
record GenesysStrike(Call call, int nth, Blow blow, int times) {
  private static final List<String> MESSAGES = List.of("one", "two", "photo", "file", "three");

  /** What Genesys does. */
  enum Blow {
    REFUSED("\"status\":503"),
    CUT("\"status\":0"),
    HANGS("\"hang\":true"),
    DONE_AND_DENIED("\"status\":504,\"accept\":true"),
    DONE_AND_CUT("\"status\":0,\"accept\":true"),
    DONE_AND_HANGS("\"hang\":true,\"accept\":true");

    private final String effect;

    Blow(String effect) {
      this.effect = effect;
    }

    private boolean isDone() {
      return effect.contains("accept");
    }
  }

  /** The kinds of calls in a talk, beside the login. */
  enum Call {
    MESSAGE(MESSAGES.size()),
    RESPONSE(1),
    TYPING(1),
    RECEIPT(4),
    NOTE(1),
    FILE(1),
    END(1);

    private final int count;

    Call(int count) {
      this.count = count;
    }

    /** Whether it is tried until it is done; others are left out or parked. */
    private boolean comesBack() {
      return switch (this) {
        case MESSAGE, RESPONSE, FILE, END -> true;
        case TYPING, RECEIPT, NOTE -> false;
      };
    }
  }

  /** Each call of a talk, in each way, once; and what comes back three times. */
  static Stream<GenesysStrike> each() {
    var strikes = new ArrayList<GenesysStrike>();
    for (Blow blow : Blow.values()) {
      for (Call call : Call.values()) {
        for (int nth = 1; nth <= call.count; nth++) {
          strikes.add(new GenesysStrike(call, nth, blow, 1));
          if (call.comesBack()) {
            strikes.add(new GenesysStrike(call, nth, blow, 3));
          }
        }
      }
    }
    return strikes.stream();
  }

  /** The order for the next logins, whoever's they are. */
  static String login(Blow blow, int times) {
    return "{\"path\":\"/oauth/token\",%s,\"count\":%d}".formatted(blow.effect, times);
  }

  /** The orders that make it in this customer's talk; an end is known by its conversation alone. */
  Stream<String> faults(String user) {
    return switch (call) {
      case MESSAGE ->
          Stream.of(
              strike(
                  path("/inbound/open/message", user)
                      + ",\"messageId\":\"%s\"".formatted(MESSAGES.get(nth - 1))));
      case RESPONSE -> nth(path("/inbound/open/structured/response", user));
      case TYPING -> nth(path("/inbound/open/event", user));
      case RECEIPT -> nth(path("/inbound/open/receipt", user));
      case NOTE -> nth(path("/messages/agentless", user));
      case FILE -> nth("\"path\":\"/downloads/%s.png\"".formatted(user));
      case END -> Stream.empty();
    };
  }

  /** The orders that make it when this conversation is ended. */
  Stream<String> ends(String conversation) {
    return call == Call.END ? nth("\"path\":\"/%s\"".formatted(conversation)) : Stream.empty();
  }

  private static String path(String path, String user) {
    return "\"path\":\"%s\",\"userId\":\"%s\"".formatted(path, user);
  }

  /** A fault without an effect lets the calls before pass. */
  private Stream<String> nth(String which) {
    return nth == 1
        ? Stream.of(strike(which))
        : Stream.of("{%s,\"count\":%d}".formatted(which, nth - 1), strike(which));
  }

  private String strike(String which) {
    return "{%s,%s,\"count\":%d}".formatted(which, blow.effect, times);
  }

  /** What Genesys may do once more for each time that it was not heard. */
  Stream<String> mayBeAgain() {
    String kind =
        switch (call) {
          case MESSAGE -> "MESSAGE";
          case RESPONSE -> "RESPONSE";
          case RECEIPT -> "DELIVERED";
          case END -> "END";
          case TYPING, NOTE, FILE -> "";
        };
    return blow.isDone() && !kind.isEmpty()
        ? Stream.generate(() -> "Genesys: " + kind).limit(times)
        : Stream.empty();
  }

  /** What is left out for it: typing is tried once, a note never again when it is in doubt. */
  Stream<String> isForegone() {
    return switch (call) {
      case TYPING -> blow.isDone() ? Stream.empty() : Stream.of("typing");
      case NOTE -> Stream.of("note in doubt");
      case MESSAGE, RESPONSE, RECEIPT, FILE, END -> Stream.empty();
    };
  }
}
