package tidings.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import java.net.URLDecoder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds the events of payload format 2.0 (API Gateway, "Create AWS Lambda proxy integrations for
 * HTTP APIs" and "Control access to HTTP APIs with AWS Lambda authorizers").
 */
final class Events {
  private static final String API = "local";
  private static final String ACCOUNT = "000000000000";
  private static final String STAGE = "$default";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Bodies of these types come as text, all others in base64. */
  private static final Pattern TEXT =
      Pattern.compile("(text/.*|application/(json|javascript|xml|.*\\+json|.*\\+xml))(;.*)?");

  private Events() {}

  /** The event of a route's function. */
  static APIGatewayV2HTTPEvent http(
      Request request, Routes.Match match, @Nullable Authorizer caller) {
    boolean isText = isText(request);
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey(match.route().key())
        .withRawPath(request.line().path())
        .withRawQueryString(request.line().query())
        .withCookies(orNull(request.cookies()))
        .withHeaders(headers(request))
        .withQueryStringParameters(orNull(query(request)))
        .withPathParameters(orNull(match.pathParameters()))
        .withBody(body(request, isText))
        .withIsBase64Encoded(!isText && request.body().length > 0)
        .withRequestContext(context(request, match, caller))
        .build();
  }

  private static RequestContext context(
      Request request, Routes.Match match, @Nullable Authorizer caller) {
    String domain = request.header("host").orElse("localhost");
    return RequestContext.builder()
        .withRouteKey(match.route().key())
        .withAccountId(ACCOUNT)
        .withStage(STAGE)
        .withApiId(API)
        .withDomainName(domain)
        .withDomainPrefix(domain.split("[.:]", 2)[0])
        .withTime(TIME.format(request.at()))
        .withTimeEpoch(request.at().toEpochMilli())
        .withHttp(
            RequestContext.Http.builder()
                .withMethod(request.line().method())
                .withPath(request.line().path())
                .withProtocol(request.line().protocol())
                .withSourceIp(request.sourceIp())
                .withUserAgent(request.header("user-agent").orElse(""))
                .build())
        .withAuthorizer(caller)
        .withRequestId(request.id())
        .build();
  }

  /** The event of a Lambda authorizer; it has no body. */
  static APIGatewayV2CustomAuthorizerEvent authorizer(
      Request request, Routes.Match match, List<String> identity) {
    return APIGatewayV2CustomAuthorizerEvent.builder()
        .withVersion("2.0")
        .withType("REQUEST")
        .withRouteArn(
            "arn:aws:execute-api:us-east-1:%s:%s/%s/%s%s"
                .formatted(ACCOUNT, API, STAGE, match.route().method(), match.route().path()))
        .withIdentitySource(identity)
        .withRouteKey(match.route().key())
        .withRawPath(request.line().path())
        .withRawQueryString(request.line().query())
        .withCookies(orNull(request.cookies()))
        .withHeaders(headers(request))
        .withQueryStringParameters(orNull(query(request)))
        .withPathParameters(orNull(match.pathParameters()))
        .withRequestContext(authorizerContext(request, match))
        .build();
  }

  private static APIGatewayV2CustomAuthorizerEvent.RequestContext authorizerContext(
      Request request, Routes.Match match) {
    return APIGatewayV2CustomAuthorizerEvent.RequestContext.builder()
        .withRouteKey(match.route().key())
        .withAccountId(ACCOUNT)
        .withStage(STAGE)
        .withApiId(API)
        .withDomainName(request.header("host").orElse("localhost"))
        .withTime(TIME.format(request.at()))
        .withTimeEpoch(request.at().toEpochMilli())
        .withHttp(
            APIGatewayV2CustomAuthorizerEvent.Http.builder()
                .withMethod(request.line().method())
                .withPath(request.line().path())
                .withProtocol(request.line().protocol())
                .withSourceIp(request.sourceIp())
                .withUserAgent(request.header("user-agent").orElse(""))
                .build())
        .withRequestId(request.id())
        .build();
  }

  private static Map<String, String> headers(Request request) {
    var headers = new TreeMap<>(request.headers());
    headers.remove("cookie");
    headers.put("x-forwarded-for", request.sourceIp());
    headers.put("x-forwarded-proto", "http");
    return headers;
  }

  /** Decoded; the values of a name that comes more than once are joined by commas. */
  private static Map<String, String> query(Request request) {
    var query = new TreeMap<String, String>();
    for (String pair : request.line().query().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        String value = parts.length == 1 ? "" : decode(parts[1]);
        query.merge(decode(parts[0]), value, (first, more) -> first + "," + more);
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static boolean isText(Request request) {
    return request
        .header("content-type")
        .filter(type -> TEXT.matcher(type.toLowerCase(Locale.ROOT)).matches())
        .isPresent();
  }

  private static @Nullable String body(Request request, boolean isText) {
    if (request.body().length == 0) {
      return null;
    }
    return isText
        ? new String(request.body(), UTF_8)
        : Base64.getEncoder().encodeToString(request.body());
  }

  private static <T> @Nullable List<T> orNull(List<T> items) {
    return items.isEmpty() ? null : items;
  }

  private static @Nullable Map<String, String> orNull(Map<String, String> entries) {
    return entries.isEmpty() ? null : entries;
  }
}
