package tidings.local.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CloudFormation creates first what others refer to, so references must not go round in a circle.
 * The API refers to every function that has a route, as SAM writes it.
 */
final class Dependencies {
  private final Map<String, Set<String>> dependencies = new LinkedHashMap<>();
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Set<String> harmless = new HashSet<>();

  private Dependencies(Collection<Resource> all) {
    for (Resource resource : all) {
      resources.put(resource.logicalId(), resource);
      dependencies.put(resource.logicalId(), new LinkedHashSet<>(resource.dependsOn()));
      resource.properties().forEach((name, value) -> add(resource, name, value));
    }
    dependencies
        .values()
        .forEach(names -> names.removeIf(name -> !resources.containsKey(beforeDot(name))));
  }

  /**
   * Looks for a circle.
   *
   * @throws TemplateFault with the resources of the first circle
   */
  static void check(Collection<Resource> resources) {
    var dependencies = new Dependencies(resources);
    dependencies.resources.keySet().forEach(id -> dependencies.follow(id, List.of()));
  }

  private void add(Resource resource, String property, Value value) {
    // The alias is a resource of its own, which waits for the alarms of its deployment.
    String owner =
        property.equals("DeploymentPreference") ? caller(resource) : resource.logicalId();
    if (!property.equals("Events")) {
      references(value).forEach(id -> names(owner).add(id));
      return;
    }
    // Events become resources of their own, but for routes, which become part of the API.
    for (Value event : value.entries().values()) {
      Optional.ofNullable(event.entries().get("Properties"))
          .flatMap(properties -> Optional.ofNullable(properties.entries().get("ApiId")))
          .stream()
          .flatMap(Dependencies::references)
          .forEach(api -> names(api).add(caller(resource)));
    }
  }

  /** What is called of a function: its alias, if it has one. */
  private String caller(Resource function) {
    if (!function.properties().containsKey(Publishing.ALIAS)) {
      return function.logicalId();
    }
    String alias = function.logicalId() + Publishing.OF_ALIAS;
    names(alias).add(function.logicalId());
    return alias;
  }

  private Set<String> names(String id) {
    return dependencies.computeIfAbsent(id, _ -> new LinkedHashSet<>());
  }

  private void follow(String id, List<String> path) {
    if (path.contains(id)) {
      var circle = new ArrayList<>(path.subList(path.indexOf(id), path.size()));
      circle.add(id);
      throw place(id).fault("circular dependency: " + String.join(" → ", circle));
    }
    if (!harmless.contains(id)) {
      var longer = new ArrayList<>(path);
      longer.add(id);
      names(id).forEach(dependency -> follow(dependency, longer));
      harmless.add(id);
    }
  }

  private Place place(String id) {
    return Objects.requireNonNull(resources.get(beforeDot(id))).place();
  }

  private static Stream<String> references(Value value) {
    return switch (value) {
      case Value.Text _, Value.Nothing _ -> Stream.empty();
      case Value.Items(Place _, List<Value> values) ->
          values.stream().flatMap(Dependencies::references);
      case Value.Entries(Place _, Map<String, Value> values) ->
          values.values().stream().flatMap(Dependencies::references);
      case Value.Call(Place _, String function, Value argument) -> called(function, argument);
    };
  }

  private static Stream<String> called(String function, Value argument) {
    return switch (function) {
      case "Ref" -> Stream.of(argument.text());
      case "GetAtt" -> Stream.of(first(argument));
      case "Sub" -> Stream.concat(holes(argument), references(argument));
      default -> references(argument);
    };
  }

  private static Stream<String> holes(Value argument) {
    Value text = argument instanceof Value.Text ? argument : argument.items().getFirst();
    return Resolver.HOLE.matcher(text.text()).results().map(hole -> beforeDot(hole.group(1)));
  }

  private static String first(Value argument) {
    return beforeDot(
        argument instanceof Value.Text ? argument.text() : argument.items().getFirst().text());
  }

  private static String beforeDot(String name) {
    return Arrays.asList(name.strip().split("\\.", 2)).getFirst();
  }
}
