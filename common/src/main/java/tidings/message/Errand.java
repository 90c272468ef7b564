package tidings.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the dispatch queue carries: something that is to be done with Genesys. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "errand")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Errand.Forward.class, name = "forward"),
  @JsonSubTypes.Type(value = Errand.Fetch.class, name = "fetch")
})
public sealed interface Errand {

  /** Forward this message of the customer; the attempt distinguishes a later resend. */
  record Forward(Chat chat, Message message, int attempt) implements Errand {}

  /** Copy the file of this item of an agent's message into our bucket. */
  record Fetch(Chat chat, Message.Id id, int item, Content.Medium medium) implements Errand {}
}
