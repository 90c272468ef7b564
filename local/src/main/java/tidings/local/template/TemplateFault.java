package tidings.local.template;

/** The template cannot be deployed as it stands; the message says where and why. */
public final class TemplateFault extends RuntimeException {
  TemplateFault(String message) {
    super(message);
  }
}
