package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.dispatcher.FakeGenesys.says;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.dispatcher.Login.Grant;
import tidings.lambda.FixedSecrets;
import tidings.lambda.MovableClock;
import tidings.lambda.Secrets;

class LoginTest {
  private final FakeGenesys genesys = new FakeGenesys();
  private final MovableClock clock = new MovableClock();
  private final FixedSecrets secrets = new FixedSecrets().with(Samples.SECRET, Samples.CREDENTIALS);
  private final Login login =
      new Login(Samples.calls(clock), genesys.url(), new Secrets(secrets, clock), Samples.SECRET);

  @AfterEach
  void close() {
    genesys.close();
  }

  @Test
  void asksWithTheClientsCredentialsAsAForm() {
    grant();

    assertThat(genesys.logins())
        .containsExactly(
            new FakeGenesys.Request(
                "POST /oauth/token",
                "Basic Y2xpZW50OmdlaGVpbQ==",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials"));
  }

  @Test
  void aTokenIsUsedUntilShortlyBeforeItExpires() {
    grant();

    clock.pass(Duration.ofMinutes(59).minusSeconds(1));
    assertThat(token()).isEqualTo("token-1");

    clock.pass(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("token-2");
  }

  @Test
  void allWhoAskAtOnceShareOneLogin() throws Exception {
    var tokens = new HashSet<String>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Future<String>>();
      for (int i = 0; i < 100; i++) {
        Callable<String> ask = this::token;
        asked.add(threads.submit(ask));
      }
      for (Future<String> answer : asked) {
        tokens.add(answer.get());
      }
    }

    assertThat(tokens).containsExactly("token-1");
    assertThat(genesys.logins()).hasSize(1);
  }

  @Test
  void aRefusedTokenIsReplacedOnceForAllWhomItFailed() {
    var refused = (Grant.Token) grant();

    login.grant(refused, clock.instant().plusSeconds(60));
    login.grant(refused, clock.instant().plusSeconds(60));

    assertThat(genesys.logins()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"to ken", "to\\nken", "t\u00f6ken", "to\\u0000ken"})
  void aTokenThatNoHeaderTakesIsNone(String token) {
    genesys.nextLogin(says(200, "{\"access_token\":\"" + token + "\",\"expires_in\":3600}"));

    assertThat(reason()).isEqualTo("login: HTTP 200");
    assertThat(token()).isEqualTo("token-2");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void wrongCredentialsAreNotTriedAgainWithEveryMessage(int status) {
    genesys.nextLogin(says(status, "{\"error\":\"invalid_client\"}"));

    assertThat(reason()).isEqualTo("the login is refused: HTTP " + status);
    assertThat(reason()).isEqualTo("the login is refused: HTTP " + status);
    assertThat(genesys.logins()).hasSize(1);
  }

  @Test
  void wrongCredentialsAreTriedAgainAfterAWhile() {
    genesys.nextLogin(says(401, "{}"));
    grant();

    clock.pass(Duration.ofSeconds(10));

    assertThat(grant()).isInstanceOf(Grant.Token.class);
  }

  @Test
  void credentialsThatWereChangedAreReadAfreshBeforeTheyCountAsWrong() {
    var refused = (Grant.Token) grant();
    secrets.with(Samples.SECRET, "{\"clientId\":\"client\",\"clientSecret\":\"new\"}");
    clock.pass(Duration.ofMinutes(1));
    genesys.nextLogin(says(401, "{}"));

    assertThat(login.grant(refused, clock.instant().plusSeconds(60)))
        .isInstanceOf(Grant.Token.class);
    assertThat(genesys.logins().getLast().authorization()).isEqualTo("Basic Y2xpZW50Om5ldw==");
  }

  @Test
  void aLoginThatFailsIsTriedAgainWithTheNextMessage() {
    genesys.nextLogin(says(503, ""), says(200, "<html>"));

    assertThat(reason()).isEqualTo("login: HTTP 503");
    assertThat(reason()).isEqualTo("login: HTTP 200");
    assertThat(grant()).isInstanceOf(Grant.Token.class);
  }

  @Test
  void aLoginThatHangsEndsWithTheDeadline() {
    genesys.nextLogin(genesys.hangs());

    assertThat(login.grant(null, clock.instant().plusMillis(250)))
        .isInstanceOfSatisfying(
            Grant.Denied.class,
            denied -> assertThat(denied.reason()).startsWith("login: no answer in time"));
  }

  @Test
  void aSecretThatCannotBeReadIsNoEnd() {
    secrets.remove(Samples.SECRET);

    assertThat(reason()).isEqualTo("the login's secret cannot be read");
  }

  @Test
  void neitherTokenNorCredentialsArePrinted() {
    assertThat(grant().toString()).doesNotContain("token-1");
  }

  private Grant grant() {
    return login.grant(null, clock.instant().plusSeconds(60));
  }

  private String token() {
    return ((Grant.Token) grant()).value().value();
  }

  private String reason() {
    return ((Grant.Denied) grant()).reason();
  }
}
