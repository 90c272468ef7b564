package tidings.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import org.jspecify.annotations.Nullable;

/** Whether a caller may pass. */
sealed interface Authorization {

  /** It may; the event carries what is known of it, if the route asks anybody. */
  record Passed(@Nullable Authorizer caller) implements Authorization {}

  /** It may not. */
  record Refused(Answer answer) implements Authorization {}
}
