package tidings.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads functions with their events. */
final class FunctionReader {
  private static final Pattern HANDLER =
      Pattern.compile("([a-z_][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9_]*");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]+");

  private final Names names;
  private final Map<String, List<Deployment.Statement>> roles;
  private final Publishing publishing;

  FunctionReader(Names names, Map<String, List<Deployment.Statement>> roles) {
    this.names = names;
    this.roles = roles;
    this.publishing = new Publishing(names);
  }

  /** A function, and the routes that its events ask of the API. */
  record Read(Deployment.Function function, List<RouteEvent> routes) {
    Read {
      routes = List.copyOf(routes);
    }
  }

  Read read(Resource resource, Fields properties) {
    properties.only("Runtime", "java25");
    properties.required("Runtime");
    publishing.check(properties);
    Duration timeout = timeout(properties);
    var events = new EventReader(names, resource.logicalId(), timeout);
    properties
        .optional("Events")
        .map(Value::entries)
        .orElse(Map.of())
        .values()
        .forEach(event -> event.read(events::add));
    return new Read(
        new Deployment.Function(
            resource.logicalId(),
            handler(properties.required("Handler")),
            variables(properties),
            timeout,
            permissions(properties.required("Role")),
            events.sources()),
        events.routes());
  }

  /** Lambda's own default is three seconds. */
  private static Duration timeout(Fields properties) {
    return Duration.ofSeconds(
        properties.optional("Timeout").map(value -> value.number(1, 900)).orElse(3));
  }

  private static String handler(Value handler) {
    if (!HANDLER.matcher(handler.text()).matches()) {
      throw handler.place().fault("\"" + handler.text() + "\" is not package.Class");
    }
    return handler.text();
  }

  private static Map<String, String> variables(Fields properties) {
    var variables = new LinkedHashMap<String, String>();
    properties
        .optional("Environment")
        .flatMap(environment -> environment.read(fields -> fields.optional("Variables")))
        .map(Value::entries)
        .orElse(Map.of())
        .forEach((name, value) -> variables.put(variable(name, value), value.text()));
    return variables;
  }

  private static String variable(String name, Value value) {
    if (!VARIABLE.matcher(name).matches()) {
      throw value.place().fault("\"" + name + "\" cannot be the name of a variable");
    }
    return name;
  }

  private List<Deployment.Statement> permissions(Value role) {
    Resource resource = names.withArn("AWS::IAM::Role", role);
    return new ArrayList<>(roles.getOrDefault(resource.logicalId(), List.of()));
  }
}
