package tidings.dispatcher;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tidings.lambda.Bucket;
import tidings.message.Chat;
import tidings.message.Content;
import tidings.message.Errand;
import tidings.message.MediaKeys;
import tidings.message.Message;
import tidings.message.MessageJson;

/**
 * Opens the links to a message's files before Genesys learns of them, with each attempt for as long
 * again: a message that is sent again days later still shows its photo.
 */
record LinkedGenesys(Genesys genesys, Bucket bucket, Duration life, Clock clock)
    implements Genesys {

  @Override
  public Answer deliver(Errand errand, Instant deadline) {
    if (errand instanceof Errand.Forward(Chat chat, Message message, _, _)) {
      message.body().items().forEach(item -> open(chat, item));
    }
    return genesys.deliver(errand, deadline);
  }

  private void open(Chat chat, Content item) {
    if (item instanceof Content.Attachment file) {
      open(chat, file);
    }
  }

  /** A link's id is the end of its address. */
  private void open(Chat chat, Content.Attachment file) {
    String url = file.attachment().url();
    Content.Stored stored = file.stored();
    if (url == null || stored == null || stored.name() == null) {
      return;
    }
    String id = url.substring(url.lastIndexOf('/') + 1);
    String key = MediaKeys.file(chat.userKey(), stored.name());
    var link = new MediaKeys.Link(key, clock.instant().plus(life));
    bucket.put(
        MediaKeys.link(id),
        "application/json",
        MessageJson.write(link).getBytes(StandardCharsets.UTF_8));
  }
}
