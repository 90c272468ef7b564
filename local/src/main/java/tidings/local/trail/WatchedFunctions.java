package tidings.local.trail;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import tidings.local.lambda.Functions;

/** Functions that leave a step for each message that an invocation of them is about. */
public record WatchedFunctions(Functions functions, Trail trail, Clock clock) implements Functions {

  @Override
  public Object invoke(String functionId, Object event) throws FunctionFailed {
    var invocation = new Invocation(functionId, UUID.randomUUID().toString(), clock.instant());
    return switch (event) {
      case APIGatewayV2HTTPEvent request -> answer(invocation, request);
      case SQSEvent batch -> work(invocation, batch, Batches.steps(invocation, batch));
      case DynamodbEvent batch -> work(invocation, batch, Batches.steps(invocation, batch));
      default -> functions.invoke(functionId, event);
    };
  }

  private Object answer(Invocation invocation, APIGatewayV2HTTPEvent request)
      throws FunctionFailed {
    Object answer = functions.invoke(invocation.functionId(), request);
    if (answer instanceof APIGatewayV2HTTPResponse response) {
      Requests.step(invocation, request, response, clock.instant()).ifPresent(trail::add);
    }
    return answer;
  }

  private Object work(Invocation invocation, Object event, List<Batches.Item> items)
      throws FunctionFailed {
    items.forEach(item -> trail.add(item.step()));
    try {
      Object answer = functions.invoke(invocation.functionId(), event);
      var returned = Batches.returned(answer);
      items.forEach(item -> end(item, returned.contains(item.name()) ? "again" : "done"));
      return answer;
    } catch (FunctionFailed e) {
      items.forEach(item -> end(item, "failed"));
      throw e;
    }
  }

  private void end(Batches.Item item, String outcome) {
    trail.add(item.step().ended(clock.instant(), outcome));
  }
}
