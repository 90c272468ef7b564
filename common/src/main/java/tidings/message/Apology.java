package tidings.message;

/** Why a message was not delivered, in a sentence for the customer who wrote it. */
final class Apology {
  private Apology() {}

  /** The sentence for our own codes and for Genesys' reason codes (SDK, ConversationReason). */
  static String of(String code, boolean retryable) {
    return switch (code) {
      case "outage" -> "The chat could not be reached for a long time. Please try again.";
      case "expired", "MessageExpired" ->
          "The message could not be delivered in time. Please try again.";
      case "RateLimited" ->
          "There are too many messages at the moment. Please try again in a few minutes.";
      case "MediaTypeNotAllowed" -> "Files of this type cannot be sent here.";
      case "InvalidMediaContentLength" -> "The file is too big or empty.";
      case "DataFiltered" -> "The message contains something that may not be sent.";
      case "RecipientOptedOut" -> "Messages to this chat have been switched off.";
      default ->
          retryable
              ? "The message could not be delivered. Please try again."
              : "The message was not accepted. Sending it again unchanged will not help.";
    };
  }
}
