package tidings.ops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tidings.lambda.FifoQueue;
import tidings.lambda.Secret;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.MessageJson;
import tidings.table.ChatKeys;
import tidings.table.Erasure;
import tidings.table.Feed;

/** Sends rows into transcripts, one conversation after the other, and looks whether they came. */
record Importing(Rows rows, FifoQueue transcript, Secret installationKey, boolean dryRun) {

  /** The projector takes no bigger message. */
  private static final int BIGGEST = 380_000;

  /** How it ended with a row. */
  sealed interface End {
    BlueprintItem.Row row();

    /** It is on its way; in a dry run, it would be. */
    record Sent(BlueprintItem.Row row, Chat chat) implements End {}

    /** It was imported, or came by itself, before. */
    record There(BlueprintItem.Row row) implements End {}

    /** It has no place here any more. */
    record Refused(BlueprintItem.Row row, String why, boolean loss) implements End {}
  }

  /** Returns when SQS has what is to be imported of a conversation, in order. */
  List<End> bring(List<BlueprintItem.Row> conversation) {
    var first = conversation.getFirst();
    Chat chat = SecretStore.chat(installationKey, first.userId(), first.integrationId());
    Optional<Instant> erased = rows.get(chat, ChatKeys.ERASED).map(Erasure::from).map(Erasure::at);
    var ends = new ArrayList<End>();
    for (BlueprintItem.Row row : conversation) {
      ends.add(bring(chat, row, erased.orElse(Instant.MIN)));
    }
    return ends;
  }

  private End bring(Chat chat, BlueprintItem.Row row, Instant erasedAt) {
    if (!row.message().at().isAfter(erasedAt)) {
      return new End.Refused(row, "the customer was erased at " + erasedAt, false);
    }
    if (isThere(chat, row)) {
      return new End.There(row);
    }
    String body = MessageJson.write(new Command.Import(chat, row.message(), row.acknowledgedAt()));
    if (body.getBytes(StandardCharsets.UTF_8).length > BIGGEST) {
      return new End.Refused(row, "it is bigger than a row can be", true);
    }
    if (!dryRun) {
      transcript.send(
          chat.userKey().value(),
          List.of(chat.integrationId(), "import", kind(row), row.message().id().value()),
          body);
    }
    return new End.Sent(row, chat);
  }

  /**
   * Takes out what has arrived. A conversation's rows arrive in their order: where one is not there
   * and the last is not, what comes after it need not be looked for.
   */
  List<End.Sent> arrived(Deque<End.Sent> underway) {
    boolean worked = isThere(underway.getLast());
    var arrived = new ArrayList<End.Sent>();
    boolean further = true;
    for (var all = underway.iterator(); further && all.hasNext(); ) {
      End.Sent next = all.next();
      if (isThere(next)) {
        arrived.add(next);
        all.remove();
      } else {
        further = worked;
      }
    }
    return arrived;
  }

  private boolean isThere(End.Sent sent) {
    return isThere(sent.chat, sent.row);
  }

  /** Whether the transcript has it, under the mark by which the projector knows repetitions. */
  boolean isThere(Chat chat, BlueprintItem.Row row) {
    Feed feed = row.isOffer() ? Feed.offers(chat.integrationId()) : Feed.chat(chat.integrationId());
    return rows.get(chat, ChatKeys.mark(feed, kind(row), row.message().id().value())).isPresent();
  }

  private static String kind(BlueprintItem.Row row) {
    if (row.isOffer()) {
      return "offer";
    }
    return row.message().author().inbound() ? "customer" : "agent";
  }
}
