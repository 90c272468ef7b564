package tidings.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a customer has not seen, and what each device is to be told, after these acts in order. */
final class UnreadModel {
  static final List<String> DEVICES = List.of("phone", "tablet");

  private final boolean countsOffers;
  private final List<String> said = new ArrayList<>();
  private final Map<String, Boolean> offers = new LinkedHashMap<>();
  private final Map<String, List<String>> pushes = new LinkedHashMap<>();
  private int read;

  /**
   * @param countsOffers false makes it wrong
   */
  UnreadModel(boolean countsOffers) {
    this.countsOffers = countsOffers;
    DEVICES.forEach(device -> pushes.put(device, new ArrayList<>()));
  }

  /** One thing that happens; the same may happen again. */
  sealed interface Act {
    record Say(String id) implements Act {}

    record Offer(String id) implements Act {}

    /** Everything up to the agents' message of this index is read, if there is one. */
    record Read(int index, String device) implements Act {}

    record Acknowledge(String id, String device) implements Act {}
  }

  void follow(Act act) {
    switch (act) {
      case Act.Say(String id) -> {
        if (!said.contains(id)) {
          said.add(id);
          tell("message", "");
        }
      }
      case Act.Offer(String id) -> {
        if (offers.putIfAbsent(id, true) == null) {
          tell("offer", "");
        }
      }
      case Act.Read(int index, String device) -> {
        if (index < said.size() && index + 1 > read) {
          read = index + 1;
          tell("badge", device);
        }
      }
      case Act.Acknowledge(String id, String device) -> {
        if (offers.replace(id, true, false)) {
          tell("badge", device);
        }
      }
    }
  }

  List<String> said() {
    return said;
  }

  boolean isOffered(String id) {
    return offers.containsKey(id);
  }

  long unread() {
    return (long) said.size() - read;
  }

  long openOffers() {
    return offers.values().stream().filter(open -> open).count();
  }

  long badge() {
    return unread() + (countsOffers ? openOffers() : 0);
  }

  /** What each device is pushed, as kind and badge. */
  Map<String, List<String>> pushes() {
    return pushes;
  }

  private void tell(String kind, String except) {
    pushes.forEach(
        (device, told) -> {
          if (!device.equals(except)) {
            told.add(kind + " " + badge());
          }
        });
  }
}
