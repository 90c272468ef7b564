package tidings.projector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tidings.lambda.Later;
import tidings.lambda.Line;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.table.Entry;

/** What the customer's app tells beside messages: typing, and what it has read and fetched. */
record Signals(Log log, Outbox outbox) {
  /** After this time nobody wants to know any more. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** After this time no receipt is owed any more. */
  private static final Duration CONFIRMED = Duration.ofDays(1);

  /** Hands typing on, unless it would open a conversation at Genesys. */
  void typing(Command.Typing typing) {
    Standing standing = log.standing(typing.chat());
    if (standing.isLively() && typing.at().plus(FRESH).isAfter(standing.now())) {
      outbox.dispatch(new Errand.Typing(typing.chat(), typing.at()));
    }
  }

  void readUpTo(Command.ReadUpTo read) {
    log.see(read.chat(), read.epoch(), marks -> marks.readUpTo(read.said()), read.device());
    Line.info("read").with(read.chat().ids()).with("said", read.said()).write();
  }

  /**
   * Confirms to Genesys what agents said up to there, and marks page by page what is confirmed: a
   * crash repeats the receipts of one page, which the dispatch queue takes once within five
   * minutes.
   *
   * @throws Later if more is left when the deadline has passed
   */
  void fetched(Command.FetchedUpTo fetched, Instant deadline) {
    Chat chat = fetched.chat();
    Standing standing = log.standing(chat);
    if (!fetched.epoch().equals(standing.head().epoch())) {
      return;
    }
    long place = standing.head().marks().fetched();
    while (place < fetched.seq()) {
      List<Entry> page = log.after(chat, standing, place);
      for (Entry entry : page) {
        if (entry.seq() <= fetched.seq()) {
          confirm(chat, entry, standing.now());
        }
      }
      long end = page.isEmpty() ? fetched.seq() : Math.min(page.getLast().seq(), fetched.seq());
      log.mark(chat, fetched.epoch(), marks -> marks.fetchedUpTo(end));
      place = end;
      if (place < fetched.seq() && log.now().isAfter(deadline)) {
        throw new Later("more to confirm", Duration.ZERO);
      }
    }
    Line.info("fetched").with(chat.ids()).with("seq", fetched.seq()).write();
  }

  /**
   * What alerted nobody was imported: Genesys has long had its receipt, if it wanted one. Of what
   * is old nobody there looks for one.
   */
  private void confirm(Chat chat, Entry entry, Instant now) {
    if (entry instanceof Entry.Said said
        && said.alert() != null
        && said.storedAt().plus(CONFIRMED).isAfter(now)
        && (said.message().author() == Message.Author.AGENT
            || said.message().author() == Message.Author.BOT)) {
      outbox.dispatch(Errand.Receipt.delivered(chat, said.message().id(), now));
    }
  }
}
