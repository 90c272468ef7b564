package tidings.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** Makes answers of the HTTP API; their headers may be added to. */
public final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  /** An answer with a body; records, maps, lists and JSON trees are written as JSON. */
  public static APIGatewayV2HTTPResponse json(int status, Object body) {
    try {
      var answer = empty(status);
      answer.getHeaders().put("content-type", "application/json");
      answer.setBody(JSON.writeValueAsString(body));
      return answer;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + body.getClass().getName(), e);
    }
  }

  public static APIGatewayV2HTTPResponse empty(int status) {
    Map<String, String> headers = new HashMap<>();
    headers.put("cache-control", "no-store");
    return APIGatewayV2HTTPResponse.builder().withStatusCode(status).withHeaders(headers).build();
  }
}
