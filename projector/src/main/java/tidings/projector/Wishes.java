package tidings.projector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import tidings.lambda.FifoQueue;
import tidings.lambda.Line;
import tidings.lambda.Problem;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;
import tidings.table.Head;
import tidings.table.Marks;

/** Takes the customer's wishes that need a look at the table first, and enqueues what they mean. */
record Wishes(Transcript transcript, Transcript offers, FifoQueue queue) {
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * Everything up to the entry with the number {@code upTo} is read.
   *
   * @throws Problem 422 if that is not the number of an entry, or 0, or the device has no such id
   */
  void read(Chat chat, ObjectNode body) {
    String device = device(body);
    Head head = transcript.standing(chat).head();
    JsonNode upTo = body.path("upTo");
    if (!upTo.isIntegralNumber() || !upTo.canConvertToLong() || upTo.longValue() < 0) {
      throw invalid("upTo", "must be the number of a message");
    }
    if (upTo.longValue() > head.seq()) {
      throw invalid("upTo", "is beyond the end");
    }
    long said = transcript.saidUpTo(chat, head, upTo.longValue());
    var read = new Command.ReadUpTo(chat, head.epoch(), said, device);
    send(chat, read, "read", head.epoch(), Long.toString(said));
  }

  /**
   * A failed message is to be sent again.
   *
   * @throws Problem 404 if there is no such message of the customer's, 409 if it is not failed
   */
  void retry(Chat chat, String id) {
    Head head = transcript.standing(chat).head();
    Delivery delivery =
        transcript
            .find(chat, head, "customer", id)
            .map(Entry.Said::delivery)
            .orElseThrow(() -> Problem.of(404, "There is no such message."));
    Delivery.Failure failure = delivery.failure();
    if (failure == null) {
      throw Problem.of(409, "The message has not failed.");
    }
    int next = delivery.attempt() + 1;
    var resend = new Command.Resend(chat, new Message.Id(id), next, failure.afterSending());
    send(chat, resend, "resend", id, Integer.toString(next));
  }

  /**
   * An offer is acknowledged; returns its id.
   *
   * @throws Problem 404 if there is no such offer, 422 if the body does not acknowledge one
   */
  String acknowledge(Chat chat, ObjectNode body) {
    var faults = new ArrayList<Problem.Fault>();
    String id = body.path("id").asText();
    if (!body.path("id").isTextual() || id.isBlank()) {
      faults.add(new Problem.Fault("id", "must be the id of an offer"));
    }
    if (!body.path("acknowledged").isBoolean() || !body.path("acknowledged").booleanValue()) {
      faults.add(new Problem.Fault("acknowledged", "must be true"));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    String device = device(body);
    Head head = offers.standing(chat).head();
    if (offers.find(chat, head, "offer", id).isEmpty()) {
      throw Problem.of(404, "There is no such offer.");
    }
    send(chat, new Command.Acknowledge(chat, new Message.Id(id), device), "acknowledge", id);
    return id;
  }

  /**
   * The app has fetched all up to the cursor that it presents. A poll does not fail for what cannot
   * be enqueued: the next one presents a cursor again.
   */
  void fetched(Chat chat, Transcript.Page page, Cursor cursor) {
    Head head = page.standing().head();
    Marks marks = head.marks();
    long upTo = Math.min(cursor.seq(), marks.heard());
    if (!cursor.epoch().equals(head.epoch()) || upTo <= marks.fetched()) {
      return;
    }
    try {
      var fetched = new Command.FetchedUpTo(chat, head.epoch(), upTo);
      send(chat, fetched, "fetched", head.epoch(), Long.toString(upTo));
    } catch (SdkException e) {
      Line.warn("fetched not enqueued").with(chat.ids()).with(e).write();
    }
  }

  /** The device on which it was; a field that is null counts as absent. */
  private static @Nullable String device(ObjectNode body) {
    JsonNode device = body.path("deviceId");
    if (device.isMissingNode() || device.isNull()) {
      return null;
    }
    if (!device.isTextual() || !DEVICE.matcher(device.textValue()).matches()) {
      throw invalid("deviceId", "must match " + DEVICE.pattern());
    }
    return device.textValue();
  }

  private void send(Chat chat, Command command, String... identity) {
    var parts = new ArrayList<>(List.of(chat.integrationId()));
    parts.addAll(List.of(identity));
    queue.send(chat.userKey().value(), parts, MessageJson.write(command));
  }

  private static Problem invalid(String field, String message) {
    return Problem.invalid(List.of(new Problem.Fault(field, message)));
  }
}
