package tidings.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Sha256Test {

  /** NIST, "SHA-256 example values"; the second is of no characters. */
  @Test
  void theHashIsThatOfTheStandard() {
    assertThat(Sha256.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Sha256.base64Url("")).isEqualTo("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
  }

  /** RFC 4231, test case 2. */
  @Test
  void theHmacIsThatOfTheStandard() {
    assertThat(hmacOfTheStandard())
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void manyAtOnceDoNotDisturbEachOther() {
    assertThat(IntStream.range(0, 10_000).parallel().mapToObj(_ -> hmacOfTheStandard()).distinct())
        .hasSize(1);
  }

  private static String hmacOfTheStandard() {
    byte[] what = "what do ya want for nothing?".getBytes(UTF_8);
    return HexFormat.of().formatHex(Sha256.hmac("Jefe".getBytes(UTF_8), what));
  }
}
