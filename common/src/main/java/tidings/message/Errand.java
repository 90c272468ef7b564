package tidings.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the dispatch queue carries: something that Genesys must be told. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "errand")
@JsonSubTypes(@JsonSubTypes.Type(value = Errand.Forward.class, name = "forward"))
public sealed interface Errand {

  /** Forward this message of the customer; the attempt distinguishes a later resend. */
  record Forward(Chat chat, Message message, int attempt) implements Errand {}
}
