package tidings.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * A stack that was deployed. Its outputs are read by CloudFormation's query API ({@code
 * DescribeStacks}, version 2010-05-15), signed by the SDK: one call is no reason for one more
 * client library.
 */
record DeployedStack(Region region, AwsCredentialsProvider credentials, URI cloudFormation) {

  /**
   * Connects with what the AWS command line would use.
   *
   * @param stack null where the given outputs are all that is needed
   * @param given outputs that win over the stack's own
   * @throws Misuse if there is no region or no such stack
   */
  static Connection connect(
      @Nullable String stack, @Nullable String region, Map<String, String> given) {
    Region where = region == null ? configuredRegion() : Region.of(region);
    var credentials = DefaultCredentialsProvider.builder().build();
    requireCredentials(credentials);
    var outputs = new HashMap<String, String>();
    if (stack != null) {
      URI host = URI.create("https://cloudformation.%s.amazonaws.com/".formatted(where.id()));
      outputs.putAll(new DeployedStack(where, credentials, host).outputs(stack));
    }
    outputs.putAll(given);
    return new Connection(where, credentials, Map.of(), outputs);
  }

  private static Region configuredRegion() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException _) {
      throw new Misuse("say in which region the stack is: --region, or AWS_REGION");
    }
  }

  private static void requireCredentials(AwsCredentialsProvider credentials) {
    try {
      var _ = credentials.resolveCredentials();
    } catch (SdkClientException _) {
      throw new Misuse("there are no AWS credentials: log in, or set AWS_PROFILE");
    }
  }

  /** The outputs of the stack by their names. */
  Map<String, String> outputs(String stack) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(cloudFormation)
            .putRawQueryParameter("Action", "DescribeStacks")
            .putRawQueryParameter("StackName", stack)
            .putRawQueryParameter("Version", "2010-05-15")
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials.resolveCredentials())
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudformation")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    try (var http = UrlConnectionHttpClient.create()) {
      var call = HttpExecuteRequest.builder().request(signed.request()).build();
      var answer = http.prepareRequest(call).call();
      String body = text(answer.responseBody().orElseThrow());
      if (!answer.httpResponse().isSuccessful()) {
        throw new Misuse(
            "CloudFormation does not tell of the stack " + stack + ": " + message(body));
      }
      return read(body);
    } catch (IOException e) {
      throw new Misuse(
          "CloudFormation cannot be reached at %s: %s; check the region and the network"
              .formatted(cloudFormation.getHost(), e.getClass().getSimpleName()));
    }
  }

  private static String text(InputStream body) throws IOException {
    try (body) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What an answer to DescribeStacks says of a stack's outputs. */
  static Map<String, String> read(String xml) {
    NodeList members = parse(xml).getElementsByTagName("OutputKey");
    var outputs = new HashMap<String, String>();
    for (int i = 0; i < members.getLength(); i++) {
      if (members.item(i).getParentNode() instanceof Element member) {
        outputs.put(first(member, "OutputKey"), first(member, "OutputValue"));
      }
    }
    return outputs;
  }

  private static String message(String xml) {
    return first(parse(xml).getDocumentElement(), "Message");
  }

  private static String first(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static Document parse(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | IOException _) {
      throw new Misuse("what answers for CloudFormation sends no XML: check the network");
    }
  }
}
