package tidings.ops;

import java.io.PrintWriter;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes checks one after the other, each a line; one that fails keeps no other from being made. */
final class Checkup {
  private final PrintWriter out;
  private int good;
  private int wrong;

  Checkup(PrintWriter out) {
    this.out = out;
  }

  /**
   * Makes a check and says how it ended.
   *
   * @param act tells what is good; throws {@link Misuse} with what is wrong and what to do about it
   */
  void check(String name, Supplier<String> act) {
    try {
      String words = act.get();
      good++;
      say("good", name, words);
    } catch (Misuse e) {
      wrong(name, String.valueOf(e.getMessage()));
    } catch (SdkException e) {
      wrong(name, "AWS refuses or does not answer, so this is not known: " + e.getMessage());
    } catch (RuntimeException e) {
      wrong(name, "cannot be checked, so this is not known: " + e);
    }
  }

  private void wrong(String name, String words) {
    wrong++;
    say("WRONG", name, words);
  }

  private void say(String how, String name, String words) {
    out.printf("%-5s  %-24s  %s%n", how, name, words.replaceAll("\\s+", " "));
  }

  /** Says the sum; true if all was good. */
  boolean isGood() {
    out.printf("%d good, %d wrong%n", good, wrong);
    return wrong == 0;
  }
}
