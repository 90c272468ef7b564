package tidings.local.app;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What stands at the app's address while it is not there. */
final class Notes {
  private static final String BY_HAND = "<code>cd mobile && npm ci && npm run build</code>";

  private Notes() {}

  /** Asks again by itself. */
  static byte[] building() {
    return note(
        "<meta http-equiv=\"refresh\" content=\"2\">",
        "The app is being built",
        "It opens here by itself in a minute or two. The stack is running already.");
  }

  static byte[] failed() {
    return note(
        "",
        "The app could not be built",
        "<code>mobile/build.log</code> says why. The stack is running all the same. Once it is mended, "
            + BY_HAND
            + " builds it, and it is here.");
  }

  static byte[] absent() {
    return note(
        "",
        "The app has not been built",
        "That needs Node 20.19 or later. With it, " + BY_HAND + " builds it, and it is here.");
  }

  private static byte[] note(String head, String title, String text) {
    return """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tidings: the app</title>%s
      <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <style>body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto 0;padding:0 1.5rem}
      h1{font-size:1.5rem;letter-spacing:-.02em}code{padding:.15em .4em;border-radius:.4em;background:#8882}</style>
      </head><body><main><h1>%s</h1><p>%s</p></main></body></html>
      """
        .formatted(head, title, text)
        .getBytes(UTF_8);
  }
}
