package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {
  @Test
  void isStandardBase64OverTheBytesOfTheBody() {
    String body =
        "{\"id\":\"m-1\",\"type\":\"Text\",\"text\":\"Hi 👋\",\"direction\":\"Outbound\"}";

    assertThat(Signature.of("fixture-secret-0123456789", body))
        .isEqualTo("sha256=4bZ2ru77gYlQOXbx7r/utuBfTdaTQ6jFqyb15BPCUMU=");
  }
}
