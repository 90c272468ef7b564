package tidings.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tidings.local.lambda.Functions;
import tidings.local.template.Deployment;

/** Asks a route's authorizer whether the caller may pass. */
final class Authorizers {
  private static final Logger LOG = LoggerFactory.getLogger(Authorizers.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Deployment.Authorizer> authorizers;
  private final Map<String, Tokens> tokens = new HashMap<>();
  private final Functions functions;
  private final Customers customers;

  Authorizers(Deployment.HttpApi api, Functions functions, Customers customers, Clock clock) {
    this.authorizers = api.authorizers();
    this.functions = functions;
    this.customers = customers;
    authorizers.forEach(
        (name, authorizer) -> {
          if (authorizer instanceof Deployment.Jwt jwt) {
            tokens.put(name, new Tokens(jwt, clock));
          }
        });
    if (customers.open()) {
      LOG.warn("OPEN: customer routes take requests without a token; for trials only");
    }
  }

  Authorization ask(Request request, Routes.Match match) {
    Optional<String> name = match.route().authorizer();
    if (name.isEmpty()) {
      return new Authorization.Passed(null);
    }
    return switch (authorizers.get(name.get())) {
      case Deployment.Jwt _ -> customer(request, match, tokens.get(name.get()));
      case Deployment.Asked asked -> asked(request, match, asked);
      case null -> throw new IllegalStateException("there is no authorizer " + name.get());
    };
  }

  private Authorization customer(Request request, Routes.Match match, @Nullable Tokens tokens) {
    Optional<String> header = request.header("authorization").filter(text -> !text.isBlank());
    if (header.isEmpty() || tokens == null) {
      return withoutToken(match);
    }
    String token = header.get().replaceFirst("(?i)^Bearer +", "").strip();
    return switch (tokens.check(token)) {
      case Tokens.Verdict.Valid(Map<String, String> claims) -> passed(claims);
      case Tokens.Verdict.Invalid(String reason) ->
          refused("Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + reason + "\"");
    };
  }

  private Authorization withoutToken(Routes.Match match) {
    String userId = match.pathParameters().get("userId");
    return customers.open() && userId != null
        ? passed(Map.of(customers.userIdClaim(), userId))
        : refused("Bearer");
  }

  private static Authorization refused(String challenge) {
    return new Authorization.Refused(
        Answer.own(401, "Unauthorized").with(Map.of("www-authenticate", challenge)));
  }

  private static Authorization passed(Map<String, String> claims) {
    return new Authorization.Passed(
        Authorizer.builder().withJwt(Authorizer.JWT.builder().withClaims(claims).build()).build());
  }

  /** What a function says in the simple format. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Simple(@Nullable Boolean isAuthorized, @Nullable Map<String, Object> context) {}

  private Authorization asked(Request request, Routes.Match match, Deployment.Asked authorizer) {
    List<String> identity =
        authorizer.identityHeaders().stream()
            .flatMap(name -> request.header(name).stream())
            .filter(value -> !value.isBlank())
            .toList();
    if (identity.size() < authorizer.identityHeaders().size()) {
      return new Authorization.Refused(Answer.own(401, "Unauthorized"));
    }
    try {
      Object result =
          functions.invoke(authorizer.functionId(), Events.authorizer(request, match, identity));
      return judged(JSON.convertValue(result, Simple.class));
    } catch (Functions.FunctionFailed | IllegalArgumentException _) {
      return new Authorization.Refused(Answer.internalServerError());
    }
  }

  private static Authorization judged(@Nullable Simple simple) {
    if (simple == null || simple.isAuthorized() == null) {
      return new Authorization.Refused(Answer.internalServerError());
    }
    if (!simple.isAuthorized()) {
      return new Authorization.Refused(Answer.own(403, "Forbidden"));
    }
    return new Authorization.Passed(
        Authorizer.builder()
            .withLambda(Optional.ofNullable(simple.context()).orElse(Map.of()))
            .build());
  }
}
