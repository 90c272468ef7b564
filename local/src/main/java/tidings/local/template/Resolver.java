package tidings.local.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts in the place of every intrinsic what it stands for. */
record Resolver(Names names, Reach reach) {
  static final Pattern HOLE = Pattern.compile("\\$\\{([^}]*)}");

  /** How far references may go. */
  enum Reach {
    /** To parameters only: names and conditions. */
    PARAMETERS,
    /** To resources that are deployed. */
    RESOURCES,
    /** To any resource: what stands here is checked but not deployed. */
    UNCHOSEN
  }

  /**
   * Returns the value without intrinsics, and without what {@code AWS::NoValue} stands for.
   *
   * @throws TemplateFault if a reference leads nowhere or an intrinsic is used wrongly
   */
  Value resolve(Value value) {
    return switch (value) {
      case Value.Text _, Value.Nothing _ -> value;
      case Value.Items(Place place, List<Value> values) -> new Value.Items(place, all(values));
      case Value.Entries(Place place, Map<String, Value> values) ->
          new Value.Entries(place, all(values));
      case Value.Call(Place place, String function, Value argument) ->
          call(place, function, argument);
    };
  }

  private List<Value> all(List<Value> values) {
    return values.stream()
        .map(this::resolve)
        .filter(value -> !(value instanceof Value.Nothing))
        .toList();
  }

  private Map<String, Value> all(Map<String, Value> values) {
    var resolved = new LinkedHashMap<String, Value>();
    values.forEach((key, value) -> resolved.put(key, resolve(value)));
    resolved.values().removeIf(Value.Nothing.class::isInstance);
    return resolved;
  }

  private Value call(Place place, String function, Value argument) {
    return switch (function) {
      case "Ref" -> reference(argument.text(), place);
      case "GetAtt" -> new Value.Text(place, attribute(argument, place));
      case "Sub" -> new Value.Text(place, substituted(argument, place));
      case "Join" -> joined(operands(argument, 2, place), place);
      case "Split" -> split(operands(argument, 2, place), place);
      case "Select" -> selected(operands(argument, 2, place), place);
      case "If" -> chosen(operands(argument, 3, place), place);
      case "FindInMap" -> found(operands(argument, 3, place), place);
      default -> throw place.fault("the intrinsic " + function + " belongs into a condition");
    };
  }

  private static List<Value> operands(Value argument, int count, Place place) {
    List<Value> operands = argument.items();
    if (operands.size() != count) {
      throw place.fault("takes " + count + " operands, not " + operands.size());
    }
    return operands;
  }

  private Value reference(String name, Place place) {
    if (name.endsWith(Publishing.OF_ALIAS)) {
      Resource function = resource(Publishing.function(name), place);
      return new Value.Text(place, names.alias(function, place));
    }
    return names
        .parameter(name, place)
        .map(value -> moved(value, place))
        .orElseGet(() -> new Value.Text(place, names.reference(resource(name, place))));
  }

  /** A fault in a parameter's use is found where it is used. */
  private static Value moved(Value value, Place place) {
    return switch (value) {
      case Value.Text(Place _, String text) -> new Value.Text(place, text);
      case Value.Items(Place _, List<Value> values) -> new Value.Items(place, values);
      case Value.Entries _, Value.Call _, Value.Nothing _ -> value;
    };
  }

  private Resource resource(String name, Place place) {
    Resource resource = names.resource(name, place);
    if (reach == Reach.PARAMETERS) {
      throw place.fault("only parameters may be referred to here, not the resource " + name);
    }
    if (reach == Reach.RESOURCES && !names.isDeployed(resource)) {
      throw place.fault(name + " is not deployed, its condition does not hold");
    }
    return resource;
  }

  private String attribute(Value argument, Place place) {
    List<String> parts =
        argument instanceof Value.Text
            ? Arrays.asList(argument.text().split("\\.", 2))
            : argument.texts();
    if (parts.size() != 2) {
      throw place.fault("GetAtt takes a resource and an attribute");
    }
    return names.attribute(resource(parts.get(0), place), parts.get(1), place);
  }

  private String substituted(Value argument, Place place) {
    if (argument instanceof Value.Text) {
      return substituted(argument.text(), Map.of(), place);
    }
    List<Value> operands = operands(argument, 2, place);
    return substituted(operands.get(0).text(), all(operands.get(1).entries()), place);
  }

  private String substituted(String text, Map<String, Value> variables, Place place) {
    return HOLE.matcher(text)
        .replaceAll(
            hole -> Matcher.quoteReplacement(filled(hole.group(1).strip(), variables, place)));
  }

  private String filled(String name, Map<String, Value> variables, Place place) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    Value variable = variables.get(name);
    if (variable != null) {
      return variable.text();
    }
    if (name.contains(".")) {
      return attribute(new Value.Text(place, name), place);
    }
    return reference(name, place).text();
  }

  private Value joined(List<Value> operands, Place place) {
    return new Value.Text(
        place, String.join(operands.get(0).text(), resolve(operands.get(1)).texts()));
  }

  private Value split(List<Value> operands, Place place) {
    String text = resolve(operands.get(1)).text();
    var parts = new ArrayList<Value>();
    for (String part : text.split(Pattern.quote(operands.get(0).text()), -1)) {
      parts.add(new Value.Text(place, part));
    }
    return new Value.Items(place, parts);
  }

  private Value selected(List<Value> operands, Place place) {
    List<Value> values = resolve(operands.get(1)).items();
    if (values.isEmpty()) {
      throw place.fault("there is nothing to select from");
    }
    return values.get(resolve(operands.get(0)).number(0, values.size() - 1));
  }

  private Value chosen(List<Value> operands, Place place) {
    boolean holds = names.conditions().holds(operands.get(0).text(), place);
    var unchosen = new Resolver(names, reach == Reach.PARAMETERS ? reach : Reach.UNCHOSEN);
    unchosen.resolve(operands.get(holds ? 2 : 1));
    return resolve(operands.get(holds ? 1 : 2));
  }

  private Value found(List<Value> operands, Place place) {
    Value found = names.mappings().orElseThrow(() -> place.fault("there are no Mappings"));
    for (Value operand : operands) {
      String key = resolve(operand).text();
      Value below = found.entries().get(key);
      if (below == null) {
        throw place.fault("the mappings have no " + key + " here");
      }
      found = below;
    }
    return found;
  }
}
