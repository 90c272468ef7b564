package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;
import tidings.local.genesys.Tokens.Standing;

class TokensTest {
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final String GRANT = "grant_type=client_credentials";

  private final MovableClock clock = new MovableClock();
  private final Tokens tokens =
      new Tokens(
          new GenesysSettings.Client("app", "s3cret", Duration.ofMinutes(5)),
          clock,
          UUID::randomUUID);

  @Test
  void theRightCredentialsBuyATokenForItsLifetime() {
    Answer answer = tokens.login(login("app:s3cret", FORM, GRANT));
    String bearer = "Bearer " + answer.body().get("access_token").asText();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("token_type").asText()).isEqualTo("bearer");
    assertThat(answer.body().get("expires_in").asInt()).isEqualTo(300);
    assertThat(tokens.standing(bearer)).isEqualTo(Standing.VALID);
  }

  @Test
  void aTokenExpires() {
    Answer answer = tokens.login(login("app:s3cret", FORM, GRANT));
    String bearer = "Bearer " + answer.body().get("access_token").asText();

    clock.pass(Duration.ofMinutes(5));

    assertThat(tokens.standing(bearer)).isEqualTo(Standing.EXPIRED);
  }

  @Test
  void aTokenNeverIssuedIsUnknownAndNoBearerIsMissing() {
    assertThat(tokens.standing("Bearer made-up")).isEqualTo(Standing.UNKNOWN);
    assertThat(tokens.standing("")).isEqualTo(Standing.MISSING);
    assertThat(tokens.standing("Basic eA==")).isEqualTo(Standing.MISSING);
  }

  @Test
  void aWrongSecretIsAnInvalidClient() {
    Answer answer = tokens.login(login("app:wrong", FORM, GRANT));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().get("error").asText()).isEqualTo("invalid_client");
  }

  @Test
  void onlyAFormWithClientCredentialsIsALogin() {
    assertThat(tokens.login(login("app:s3cret", "application/json", GRANT)).status())
        .isEqualTo(400);
    assertThat(tokens.login(login("app:s3cret", FORM, "grant_type=password")).status())
        .isEqualTo(400);
  }

  private Request login(String pair, String contentType, String form) {
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new Request(
        clock.instant(),
        "POST",
        Tokens.PATH,
        "",
        Map.of("authorization", "Basic " + basic, "content-type", contentType),
        new Request.Body(form, null, false));
  }
}
