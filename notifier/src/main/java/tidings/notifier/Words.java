package tidings.notifier;

import java.util.Locale;
import java.util.ResourceBundle;
import tidings.message.Message;

/** What pushes say in the language of the device; English where there is no translation. */
record Words(ResourceBundle bundle) {

  static Words of(Locale locale) {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return new Words(ResourceBundle.getBundle("tidings.notifier.Words", locale, control));
  }

  String title(Alert.Kind kind) {
    return bundle.getString("title." + kind.wireName());
  }

  String body(Alert.Kind kind) {
    return bundle.getString("body." + kind.wireName());
  }

  /** The sender where no name was given. */
  String sender(Message.Author author) {
    return switch (author) {
      case AGENT -> bundle.getString("sender.agent");
      case BOT -> bundle.getString("sender.bot");
      case CUSTOMER, SYSTEM -> bundle.getString("sender.system");
    };
  }
}
