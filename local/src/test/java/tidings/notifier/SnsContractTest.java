package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import tidings.local.push.PushFault;
import tidings.local.push.PushSettings;
import tidings.local.push.PushSimulator;

/** The SNS of the notifier's tests and the one of the local stack are one and the same to it. */
class SnsContractTest {

  /** An SNS with an application for Firebase, and how it is made to throttle. */
  record Side(String name, SnsClient sns, String application, Consumer<SnsClient> throttle) {
    String endpoint(String token) {
      return sns.createPlatformEndpoint(c -> c.platformApplicationArn(application).token(token))
          .endpointArn();
    }

    void set(String endpoint, Map<String, String> attributes) {
      sns.setEndpointAttributes(set -> set.endpointArn(endpoint).attributes(attributes));
    }

    String publish(String endpoint) {
      return sns.publish(
              publish ->
                  publish
                      .targetArn(endpoint)
                      .messageStructure("json")
                      .message("{\"default\":\"x\"}"))
          .messageId();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Side> sides() {
    return Stream.of(fake(), simulator());
  }

  private static Side fake() {
    var fake = new FakeSns();
    Consumer<SnsClient> throttle =
        _ ->
            fake.beforePublish(
                _ -> {
                  throw FakeSns.throttled();
                });
    String application = "arn:aws:sns:eu-west-1:123456789012:app/GCM/tidings";
    return new Side("fake", fake, application, throttle);
  }

  private static Side simulator() {
    var settings = new PushSettings("eu-west-1", "123456789012", 0, null);
    var simulator = new PushSimulator(settings, Clock.systemUTC());
    var client =
        SnsClient.builder()
            .endpointOverride(simulator.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(c -> c.retryStrategy(retry -> retry.maxAttempts(1)))
            .build();
    Consumer<SnsClient> throttle =
        _ -> simulator.fault(new PushFault(PushFault.Kind.THROTTLED, null, 1));
    return new Side("simulator", client, simulator.application("GCM", "tidings"), throttle);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void theSameTokenIsTheSameEndpoint(Side side) {
    String endpoint = side.endpoint("t");

    assertThat(endpoint).startsWith("arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/tidings/");
    assertThat(side.endpoint("t")).isEqualTo(endpoint);
    assertThat(side.endpoint("other")).isNotEqualTo(endpoint);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void askingForADisabledEndpointByItsTokenNamesIt(Side side) {
    String endpoint = side.endpoint("t");
    side.set(endpoint, Map.of("Token", "t", "Enabled", "false"));

    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(
            () ->
                side.sns.createPlatformEndpoint(
                    create ->
                        create
                            .platformApplicationArn(side.application)
                            .token("t")
                            .attributes(Map.of("Enabled", "true"))))
        .withMessageContaining("Endpoint " + endpoint + " already exists with the same Token");
  }

  @ParameterizedTest
  @MethodSource("sides")
  void anEndpointIsFoundByItsTokenAndEnabled(Side side) {
    String endpoint = side.endpoint("t");
    side.set(endpoint, Map.of("Token", "t", "Enabled", "false"));

    assertThat(new Endpoints(side.sns).made(side.application, "t")).isEqualTo(endpoint);

    assertThat(new Endpoints(side.sns).find(endpoint)).contains(new Endpoints.State("t", true));
  }

  @ParameterizedTest
  @MethodSource("sides")
  void anEndpointCannotTakeTheTokenOfAnother(Side side) {
    side.endpoint("t");
    String other = side.endpoint("other");

    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> side.set(other, Map.of("Token", "t", "Enabled", "true")));
  }

  @ParameterizedTest
  @MethodSource("sides")
  void whatIsDeletedIsNotFoundAndDeletedAgainWithoutAWord(Side side) {
    String endpoint = side.endpoint("t");
    side.sns.deleteEndpoint(delete -> delete.endpointArn(endpoint));
    side.sns.deleteEndpoint(delete -> delete.endpointArn(endpoint));

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> side.set(endpoint, Map.of("Token", "t", "Enabled", "true")));
    assertThat(new Endpoints(side.sns).find(endpoint)).isEmpty();
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> side.publish(endpoint))
        .withMessageContaining("TargetArn Reason: No endpoint found for the target arn specified");
  }

  @ParameterizedTest
  @MethodSource("sides")
  void aDisabledEndpointTakesNothing(Side side) {
    String endpoint = side.endpoint("t");
    side.set(endpoint, Map.of("Token", "t", "Enabled", "false"));

    assertThatExceptionOfType(EndpointDisabledException.class)
        .isThrownBy(() -> side.publish(endpoint))
        .matches(refused -> refused.statusCode() == 400)
        .matches(refused -> refused.awsErrorDetails().errorCode().equals("EndpointDisabled"));
  }

  @ParameterizedTest
  @MethodSource("sides")
  void throttlingIsTold(Side side) {
    String endpoint = side.endpoint("t");
    side.throttle.accept(side.sns);

    assertThatExceptionOfType(SnsException.class)
        .isThrownBy(() -> side.publish(endpoint))
        .matches(SnsException::isThrottlingException)
        .matches(refused -> refused.statusCode() == 429);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void whatTheNotifierSendsIsTaken(Side side) {
    var phones = new Phones();
    var phone = phones.register(Phones.ALICE, "phone", "t");
    var device =
        new Device(
            phone.id(),
            phone.platform(),
            phone.tokenHash(),
            side.endpoint("t"),
            phone.about(),
            phone.lastSeen(),
            Told.NOTHING);
    var push = new SnsPush(side.sns, Preview.TEXT);

    for (Notice notice : new Notice[] {Alerts.message("Maja", "Hej"), Alerts.offer(1), silent()}) {
      assertThat(push.push(notice, device, Duration.ofSeconds(60)))
          .isInstanceOf(Push.Answer.Sent.class);
    }
  }

  private static Silent silent() {
    return new Silent(Phones.ALICE, new Badge(0, Alerts.AT), null);
  }
}
