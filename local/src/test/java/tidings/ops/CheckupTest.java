package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class CheckupTest {
  private final StringWriter said = new StringWriter();
  private final Checkup checkup = new Checkup(new PrintWriter(said));

  @Test
  void eachCheckIsOneLineAndNoneEndsTheOthers() {
    checkup.check("first", () -> fail(new Misuse("broken:\n  mend it")));
    checkup.check("second", () -> fail(SdkClientException.create("no route")));
    checkup.check("third", () -> fail(new IllegalArgumentException("no address")));
    checkup.check("fourth", () -> "is there");

    assertThat(said.toString().lines())
        .containsExactly(
            "WRONG  first                     broken: mend it",
            "WRONG  second                    AWS refuses or does not answer, so this is not known:"
                + " no route",
            "WRONG  third                     cannot be checked, so this is not known:"
                + " java.lang.IllegalArgumentException: no address",
            "good   fourth                    is there");
    assertThat(checkup.isGood()).isFalse();
    assertThat(said.toString()).endsWith("1 good, 3 wrong\n");
  }

  @Test
  void nothingWrongIsGood() {
    checkup.check("only", () -> "is there");

    assertThat(checkup.isGood()).isTrue();
  }

  private static String fail(RuntimeException failure) {
    throw failure;
  }
}
