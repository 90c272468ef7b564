package tidings.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where the parts of a JSON text without blanks stand in it. The text may have what no tree of it
 * would show: a name twice, a number that no type holds.
 */
final class JsonParts {
  private static final int NONE = -1;

  private final String text;
  private final List<Part> values = new ArrayList<>();
  private final List<Part> names = new ArrayList<>();
  private final List<Part> members = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int name = NONE;

  private JsonParts(String text) {
    this.text = text;
  }

  /** From a place in the text up to another, which is not part of it. */
  record Part(int start, int end) {}

  private record Open(int name, int start) {}

  static JsonParts of(String text) {
    var parts = new JsonParts(text);
    int at = 0;
    while (at < text.length()) {
      at = parts.token(at);
    }
    return parts;
  }

  /** Of every kind, those that hold others included. */
  List<Part> values() {
    return values;
  }

  /** Of fields, with their quotes. */
  List<Part> names() {
    return names;
  }

  /** Fields with their values, and items. */
  List<Part> members() {
    return members;
  }

  /** Takes what begins there and returns where it ends. */
  private int token(int at) {
    char first = text.charAt(at);
    if (first == '{' || first == '[') {
      open.push(new Open(name, at));
      name = NONE;
    } else if ((first == '}' || first == ']') && !open.isEmpty()) {
      Open begun = open.pop();
      name = begun.name;
      value(begun.start, at + 1);
    } else if (first == '"' || isOfWord(first)) {
      int end = first == '"' ? endOfText(at) : endOfWord(at);
      scalar(at, end);
      return end;
    }
    return at + 1;
  }

  private void scalar(int start, int end) {
    if (end < text.length() && text.charAt(end) == ':') {
      names.add(new Part(start, end));
      name = start;
    } else {
      value(start, end);
    }
  }

  private void value(int start, int end) {
    values.add(new Part(start, end));
    if (!open.isEmpty()) {
      members.add(new Part(name == NONE ? start : name, end));
    }
    name = NONE;
  }

  private int endOfText(int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private int endOfWord(int start) {
    int at = start;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
  }
}
