package tidings.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Answers in place of AWS and Genesys while a function is rehearsed; it does nothing else. */
public final class StandIn implements AutoCloseable {
  /** In place of every secret. */
  public static final String SECRET = "rehearsal-of-a-secret";

  /** DynamoDB does not write, because a condition does not hold. */
  public static final String CONDITION_FAILED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"The conditional request failed\"}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SERVICES =
      List.of("SQS", "DYNAMODB", "S3", "SNS", "SECRETS_MANAGER");
  private static final Map<String, String> OF_AWS =
      Map.of(
          "GetSecretValue",
          "{\"CreatedDate\":1767225600,\"SecretString\":\"{\\\"current\\\":\\\"%1$s\\\",\\\"key\\\":\\\"%1$s\\\",\\\"clientId\\\":\\\"%1$s\\\",\\\"clientSecret\\\":\\\"%1$s\\\"}\"}"
              .formatted(SECRET),
          "Query",
          "{\"Count\":0,\"ScannedCount\":0,\"Items\":[]}");

  private final HttpServer server;
  private final Answers answers;

  /**
   * What is answered to certain requests; empty for what the stand-in answers by itself. An error
   * of AWS begins with its type, as in {@link #CONDITION_FAILED}.
   */
  public interface Answers {
    Optional<String> to(String operation, String body);

    /** Answers what needs no certain answer. */
    Answers NONE = (_, _) -> Optional.empty();
  }

  private StandIn(HttpServer server, Answers answers) {
    this.server = server;
    this.answers = answers;
  }

  static StandIn start(Answers answers) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var standIn = new StandIn(HttpServer.create(address, 0), answers);
    standIn.server.createContext("/", standIn::answer);
    standIn.server.start();
    return standIn;
  }

  /** The same variables, but whatever is called is the stand-in. */
  Env inPlaceOf(Env env) {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    var variables = new HashMap<>(env.variables());
    SERVICES.forEach(service -> variables.put("AWS_ENDPOINT_URL_" + service, address));
    List.of("GENESYS_API_URL", "GENESYS_LOGIN_URL")
        .forEach(name -> variables.computeIfPresent(name, (_, _) -> address));
    variables.remove("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    variables.remove("AWS_SESSION_TOKEN");
    variables.put("AWS_ACCESS_KEY_ID", "rehearsal");
    variables.put("AWS_SECRET_ACCESS_KEY", SECRET);
    return new Env(variables);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String operation = operation(exchange, body);
      String answer = answers.to(operation, body).orElseGet(() -> byItself(operation, body));
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      int status = answer.startsWith("{\"__type\"") ? 400 : 200;
      exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
      if (!head) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** AWS' name of what is asked; a path where it has none. */
  private static String operation(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("x-amz-target");
    if (target != null) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    return body.startsWith("Action=")
        ? body.substring("Action=".length(), (body + "&").indexOf('&'))
        : exchange.getRequestURI().getPath();
  }

  private static String byItself(String operation, String body) {
    return switch (operation) {
      case "SendMessage" -> sent(body);
      case "Publish" ->
          "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
      case String path when path.endsWith("/oauth/token") ->
          "{\"access_token\":\"" + SECRET + "\",\"expires_in\":86399}";
      case String path when path.startsWith("/api/") -> "{\"id\":\"rehearsal\"}";
      case String path when path.startsWith("/") -> "";
      default -> OF_AWS.getOrDefault(operation, "{}");
    };
  }

  /** The SDK compares the hashes. */
  private static String sent(String body) {
    try {
      JsonNode message = JSON.readTree(body);
      return JSON.createObjectNode()
          .put("MessageId", "1")
          .put("MD5OfMessageBody", hash(utf8(message.path("MessageBody").asText())))
          .put("MD5OfMessageAttributes", hash(attributes(message.path("MessageAttributes"))))
          .toString();
    } catch (IOException e) {
      throw new IllegalStateException("not a message", e);
    }
  }

  /** The form of texts (SQS developer guide, "Calculating the MD5 message digest"). */
  private static byte[] attributes(JsonNode attributes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var form = new DataOutputStream(bytes);
    for (var attribute : sorted(attributes)) {
      put(form, attribute.getKey());
      put(form, attribute.getValue().path("DataType").asText());
      form.writeByte(1);
      put(form, attribute.getValue().path("StringValue").asText());
    }
    return bytes.toByteArray();
  }

  private static Set<Map.Entry<String, JsonNode>> sorted(JsonNode attributes) {
    var byName = new TreeMap<String, JsonNode>();
    attributes.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
    return byName.entrySet();
  }

  private static void put(DataOutputStream form, String part) throws IOException {
    form.writeInt(utf8(part).length);
    form.write(utf8(part));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
