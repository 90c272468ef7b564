package tidings.dispatcher;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import tidings.lambda.Bucket;
import tidings.lambda.Later;
import tidings.message.Content;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.MediaKeys;

/**
 * Copies agents' files into our bucket. A copy that is made again lands on the first, so nothing is
 * kept of what was done.
 */
record Fetches(Downloads downloads, Bucket bucket, Ends ends, Patience patience) {
  private static final Pattern MIME = Pattern.compile("[a-zA-Z0-9.+-]{1,60}/[a-zA-Z0-9.+-]{1,60}");

  /**
   * Returns when the file is there, or given up, and that is reported.
   *
   * @throws Later if it is to be tried again
   */
  void fetch(Envelope envelope, Errand.Fetch errand, Instant deadline) {
    Content.Medium medium = errand.medium();
    Long stated = medium.contentSizeBytes();
    boolean tooBig = stated != null && stated > downloads.mostBytes();
    Downloads.Got got =
        tooBig
            ? Downloads.tooBig()
            : downloads.get(Optional.ofNullable(medium.url()).orElse(""), deadline);
    switch (got) {
      case Downloads.Got.File(SdkBytes bytes) -> keep(errand, bytes);
      case Downloads.Got.Later(Genesys.Answer.NotNow notNow) ->
          waitOrGiveUp(envelope, errand, notNow);
      case Downloads.Got.Never(Genesys.Answer.Refused(_, Delivery.Failure failure, String id)) ->
          ends.notCopied(envelope, errand, failure, id);
    }
  }

  private void keep(Errand.Fetch errand, SdkBytes bytes) {
    String stated = Optional.ofNullable(errand.medium().mime()).orElse("");
    String mime = MIME.matcher(stated).matches() ? stated : "application/octet-stream";
    String name = MediaKeys.copy(errand.chat().integrationId(), errand.id(), errand.item());
    bucket.put(MediaKeys.file(errand.chat().userKey(), name), mime, bytes.asByteArrayUnsafe());
    ends.copied(errand, name, bytes.asByteArrayUnsafe().length);
  }

  private void waitOrGiveUp(Envelope envelope, Errand.Fetch errand, Genesys.Answer.NotNow notNow) {
    if (ends.givesUp(envelope, errand, notNow, patience)) {
      String message = "Genesys did not give the file in time: " + notNow.reason();
      var failure = new Delivery.Failure("expired", message, true, false);
      ends.notCopied(envelope, errand, failure, notNow.correlationId());
    }
  }
}
