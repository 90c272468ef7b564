package tidings.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as they come to a function with these variables, to rehearse it with. */
public record Samples(Env env) {
  /** The function of every invocation: what it says is written to no log. */
  static final String FUNCTION = "rehearsal";

  /** The user of every sample. */
  public static final String USER = "rehearsal";

  /** A request of the user to a route of an integration. */
  public APIGatewayV2HTTPEvent call(String route, Map<String, String> headers, String body) {
    String kind = route.contains("/notification/") ? "OFFER_INTEGRATION_IDS" : "INTEGRATION_IDS";
    var allHeaders = new HashMap<>(headers);
    allHeaders.put("content-type", "application/json");
    var claims = Map.of(env.optional("USER_ID_CLAIM").orElse("sub"), USER);
    var jwt = RequestContext.Authorizer.JWT.builder().withClaims(claims).build();
    var authorizer = RequestContext.Authorizer.builder().withJwt(jwt).build();
    return APIGatewayV2HTTPEvent.builder()
        .withRouteKey(route)
        .withRawPath(route.substring(route.indexOf('/')))
        .withHeaders(allHeaders)
        .withPathParameters(
            Map.of(
                "integrationId",
                integrationId(kind),
                "userId",
                USER,
                "deviceId",
                "rehearsal",
                "id",
                "rehearsal"))
        .withRequestContext(
            RequestContext.builder().withRequestId("rehearsal").withAuthorizer(authorizer).build())
        .withBody(body)
        .build();
  }

  /** The first of the integrations that the variable names. */
  public String integrationId(String variable) {
    return env.optional(variable).map(ids -> ids.split(",", -1)[0]).orElse("rehearsal");
  }

  /** Has the handler called as Lambda does it: the event comes from JSON, the answer becomes it. */
  public <I, O> O handle(RequestHandler<I, O> handler, I event) {
    O answer = handler.handleRequest(LambdaJson.through(event), context());
    return LambdaJson.through(answer);
  }

  /** An invocation that may take half a minute, and tells nothing else. */
  public Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> told(method));
  }

  private static @Nullable Object told(Method method) {
    if (method.getName().equals("getFunctionName")) {
      return FUNCTION;
    }
    return method.getReturnType() == int.class ? 30_000 : null;
  }

  /** A message of a FIFO queue, received for the first time. */
  public SQSEvent message(String group, String body) {
    var message = new SQSEvent.SQSMessage();
    message.setMessageId("rehearsal");
    message.setReceiptHandle("rehearsal");
    message.setBody(body);
    message.setAttributes(
        Map.of(
            "MessageGroupId", group,
            "ApproximateReceiveCount", "1",
            "SentTimestamp", "0",
            "ApproximateFirstReceiveTimestamp", "0"));
    var event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }
}
