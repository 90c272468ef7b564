package tidings.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The routes of a function by API Gateway's route keys. A {@link Problem} becomes its answer; when
 * AWS does not answer it is not known whether the request was accepted: 503.
 */
public record Routes(Map<String, Function<Call, APIGatewayV2HTTPResponse>> byKey) {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  public Routes {
    byKey = Map.copyOf(byKey);
  }

  /** Answers the request, with its id in {@code x-request-id}. */
  public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
    var call = new Call(event);
    APIGatewayV2HTTPResponse answer = answer(call);
    answer.getHeaders().put("x-request-id", call.requestId());
    LOG.info(
        "answered request={} route=\"{}\" status={}",
        call.requestId(),
        event.getRouteKey(),
        answer.getStatusCode());
    return answer;
  }

  private APIGatewayV2HTTPResponse answer(Call call) {
    var route = byKey.get(call.event().getRouteKey());
    if (route == null) {
      return Problem.of(501, "This route is not implemented.").answer();
    }
    try {
      return route.apply(call);
    } catch (Problem problem) {
      return problem.answer();
    } catch (SdkException e) {
      LOG.error("aws request={} error={}", call.requestId(), e.getClass().getName());
      return Problem.notKnownToBeAccepted().answer();
    }
  }
}
