package tidings.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The routes of a function by API Gateway's route keys. A {@link Problem} becomes its answer; when
 * AWS does not answer it is not known whether the request was accepted: 503.
 */
public final class Routes {
  /**
   * The route of a schedule's ping, which no request can name: API Gateway's begin with a method.
   */
  public static final String PING = "ping";

  private final Map<String, Function<Call, APIGatewayV2HTTPResponse>> byKey;
  private final Instance instance = new Instance();

  public Routes(Map<String, Function<Call, APIGatewayV2HTTPResponse>> byKey) {
    this.byKey = Map.copyOf(byKey);
  }

  /** Answers the request, with its id in {@code x-request-id}. */
  public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
    if (PING.equals(event.getRouteKey())) {
      return Answers.empty(200);
    }
    var call = new Call(event);
    return instance.work(
        context, origin -> origin.begunBy(call.requestId()).call(() -> answer(call)));
  }

  private APIGatewayV2HTTPResponse answer(Call call) {
    APIGatewayV2HTTPResponse answer = byRoute(call);
    answer.getHeaders().put("x-request-id", call.requestId());
    Line.info("answered")
        .with("route", call.event().getRouteKey())
        .with("status", answer.getStatusCode())
        .write();
    return answer;
  }

  private APIGatewayV2HTTPResponse byRoute(Call call) {
    var route = byKey.get(call.event().getRouteKey());
    if (route == null) {
      return Problem.of(501, "This route is not implemented.").answer();
    }
    try {
      return route.apply(call);
    } catch (Problem problem) {
      return problem.answer();
    } catch (SdkException e) {
      Line.error("aws did not answer").with(e).count(Metric.FAILURES).write();
      return Problem.notKnownToBeAccepted().answer();
    }
  }
}
