package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an import is to bring, conversation by conversation, each in the order of its times. */
final class ImportPlan {
  private final Served served;
  private final Map<Conversation, List<BlueprintItem.Row>> rows = new LinkedHashMap<>();
  private final List<BlueprintItem.Unfit> unfit = new ArrayList<>();
  private long read;

  private record Conversation(String userId, String integrationId, boolean offers) {}

  /**
   * What the installation serves: messages and offers of others could not be read here.
   *
   * @param offersAs where offers of others go; null where they have no place
   */
  record Served(List<String> messages, List<String> offers, @Nullable String offersAs) {
    Served {
      messages = List.copyOf(messages);
      offers = List.copyOf(offers);
    }
  }

  ImportPlan(Served served) {
    this.served = served;
  }

  /** Returns how many items were read so far. */
  long add(JsonNode item) {
    switch (BlueprintItem.read(item)) {
      case BlueprintItem.Row row -> add(row);
      case BlueprintItem.Unfit other -> unfit.add(other);
    }
    return ++read;
  }

  private void add(BlueprintItem.Row row) {
    String id = row.integrationId();
    if ((row.isOffer() ? served.offers : served.messages).contains(id)) {
      place(row);
    } else if (!row.isOffer()) {
      refuse(row, "the integration %s is not one of this installation's".formatted(id));
    } else if (served.offersAs != null) {
      place(row.under(served.offersAs));
    } else {
      refuse(
          row, "%s is not in OfferIntegrationIds: put it there, or say --offers-as".formatted(id));
    }
  }

  private void refuse(BlueprintItem.Row row, String why) {
    unfit.add(new BlueprintItem.Unfit(row.key(), why, true));
  }

  private void place(BlueprintItem.Row row) {
    var conversation = new Conversation(row.userId(), row.integrationId(), row.isOffer());
    rows.computeIfAbsent(conversation, _ -> new ArrayList<>()).add(row);
  }

  /** A line that is no item. */
  void broken(String where) {
    unfit.add(new BlueprintItem.Unfit(where, "the line is no item of an export", true));
  }

  /** What is not imported, and why; complete once {@link #conversations} was asked for. */
  List<BlueprintItem.Unfit> unfit() {
    return List.copyOf(unfit);
  }

  /** Each conversation's rows, the oldest first; of two with the same id, the older one. */
  List<List<BlueprintItem.Row>> conversations() {
    return rows.values().stream().map(this::inOrder).toList();
  }

  private List<BlueprintItem.Row> inOrder(List<BlueprintItem.Row> conversation) {
    conversation.sort(
        Comparator.comparing((BlueprintItem.Row row) -> row.message().at())
            .thenComparing(BlueprintItem.Row::key));
    var seen = new HashSet<String>();
    var kept = new ArrayList<BlueprintItem.Row>();
    for (BlueprintItem.Row row : conversation) {
      String id = row.message().author() + " " + row.message().id().value();
      if (seen.add(id)) {
        kept.add(row);
      } else {
        unfit.add(new BlueprintItem.Unfit(row.key(), "an older item has the same id", true));
      }
    }
    return kept;
  }
}
