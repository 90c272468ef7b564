package tidings.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * JSON that was whole and then was broken at a few places: parts dropped, doubled, or in the place
 * of others, and now and then bytes that are no text at all. The same random numbers break it in
 * the same way.
 *
 * @param texts what is whole, of which one is broken each time
 */
public record BrokenJson(List<String> texts) {
  private static final int ONE_IN_BYTES = 6;

  public BrokenJson {
    texts = texts.stream().map(BrokenJson::withoutBlanks).toList();
  }

  private static String withoutBlanks(String json) {
    return MessageJson.read(json, JsonNode.class).toString();
  }

  /** Genesys' webhooks. */
  public static BrokenJson webhooks() {
    return new BrokenJson(Fixtures.names().map(Fixtures::text).toList());
  }

  /** Bytes of which most are JSON still. */
  public Body body(Random random) {
    byte[] bytes = text(random).getBytes(UTF_8);
    return new Body(random.nextInt(ONE_IN_BYTES) == 0 ? torn(bytes, random) : bytes);
  }

  /** Bytes that are shown as text. */
  public static final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The text in UTF-8. */
    public static Body of(String text) {
      return new Body(text.getBytes(UTF_8));
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public String toString() {
      return new String(bytes, ISO_8859_1);
    }
  }

  /** Text that is JSON, though nothing in it need be what or where it was. */
  public String text(Random random) {
    String text = any(texts, random);
    for (int breaks = random.nextInt(4); breaks >= 0; breaks--) {
      text = broken(text, random);
    }
    return text;
  }

  private String broken(String text, Random random) {
    JsonParts parts = JsonParts.of(text);
    if (parts.values().isEmpty()) {
      return text;
    }
    return switch (random.nextInt(8)) {
      case 0 -> parts.members().isEmpty() ? text : dropped(text, any(parts.members(), random));
      case 1 -> parts.members().isEmpty() ? text : doubled(text, any(parts.members(), random));
      case 2 -> swapped(text, parts, random);
      case 3 ->
          parts.names().isEmpty()
              ? text
              : put(text, any(parts.names(), random), HostileValues.text(random));
      default -> put(text, any(parts.values(), random), HostileValues.any(random));
    };
  }

  private static String dropped(String text, JsonParts.Part member) {
    int after = member.end();
    boolean more = after < text.length() && text.charAt(after) == ',';
    int start = member.start();
    boolean last = !more && start > 0 && text.charAt(start - 1) == ',';
    return text.substring(0, last ? start - 1 : start) + text.substring(more ? after + 1 : after);
  }

  /** A field that is there twice has its name twice. */
  private static String doubled(String text, JsonParts.Part member) {
    return text.substring(0, member.end()) + "," + text.substring(member.start());
  }

  /** One value in the place of another, which may hold it. */
  private static String swapped(String text, JsonParts parts, Random random) {
    return put(text, any(parts.values(), random), of(text, any(parts.values(), random)));
  }

  private static String of(String text, JsonParts.Part part) {
    return text.substring(part.start(), part.end());
  }

  private static String put(String text, JsonParts.Part part, String other) {
    return text.substring(0, part.start()) + other + text.substring(part.end());
  }

  private static byte[] torn(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
      case 2 -> noise(random, 200);
      case 3 -> new String(bytes, UTF_8).getBytes(UTF_16);
      case 4 -> (new String(bytes, UTF_8) + " {}").getBytes(UTF_8);
      default -> overwritten(bytes, noise(random, 8), at);
    };
  }

  private static byte[] overwritten(byte[] bytes, byte[] noise, int at) {
    byte[] other = bytes.clone();
    System.arraycopy(noise, 0, other, at, Math.min(noise.length, other.length - at));
    return other;
  }

  private static byte[] noise(Random random, int longest) {
    byte[] noise = new byte[random.nextInt(longest)];
    random.nextBytes(noise);
    return noise;
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
