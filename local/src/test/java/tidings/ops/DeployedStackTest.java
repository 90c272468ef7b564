package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class DeployedStackTest {
  private static final String STACKS =
      """
      <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
        <DescribeStacksResult><Stacks><member><StackName>tidings</StackName><Outputs>
          <member><OutputKey>ApiUrl</OutputKey><OutputValue>https://a?b&amp;c</OutputValue></member>
          <member><Description>Here</Description><OutputKey>ParkingQueueUrl</OutputKey>
            <OutputValue>https://sqs/1/tidings-parking.fifo</OutputValue></member>
        </Outputs></member></Stacks></DescribeStacksResult>
      </DescribeStacksResponse>
      """;
  private static final String NONE =
      "<ErrorResponse><Error><Code>ValidationError</Code>"
          + "<Message>Stack with id tidings does not exist</Message></Error></ErrorResponse>";

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void outputsComeFromCloudFormationBySignedRequest() {
    answer(200, STACKS);

    assertThat(stack().outputs("tidings"))
        .isEqualTo(
            Map.of(
                "ApiUrl", "https://a?b&c",
                "ParkingQueueUrl", "https://sqs/1/tidings-parking.fifo"));
    assertThat(asked.getFirst())
        .contains("Action=DescribeStacks", "StackName=tidings", "Version=2010-05-15")
        .contains("AWS4-HMAC-SHA256 Credential=key/", "/eu-north-1/cloudformation/aws4_request");
  }

  @Test
  void whatCloudFormationRefusesIsSaid() {
    answer(400, NONE);

    assertThatThrownBy(() -> stack().outputs("tidings"))
        .isInstanceOf(Misuse.class)
        .hasMessageContaining("Stack with id tidings does not exist");
  }

  @Test
  void aCloudFormationThatIsNotThereIsSaid() {
    server.stop(0);

    assertThatThrownBy(() -> stack().outputs("tidings"))
        .isInstanceOf(Misuse.class)
        .hasMessageContaining("cannot be reached at 127.0.0.1: ConnectException");
  }

  @Test
  void whatIsNotCloudFormationIsSaid() {
    answer(200, "<html>Sign in to the network");

    assertThatThrownBy(() -> stack().outputs("tidings"))
        .isInstanceOf(Misuse.class)
        .hasMessageContaining("no XML");
  }

  private DeployedStack stack() {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new DeployedStack(Region.EU_NORTH_1, credentials, here);
  }

  private void answer(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI() + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
