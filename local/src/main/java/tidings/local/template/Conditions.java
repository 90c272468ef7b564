package tidings.local.template;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Conditions section. */
final class Conditions {
  private final Map<String, Value> declared;
  private final Resolver parameters;

  /** Those that are being evaluated; a value in one may choose by another. */
  private final Set<String> open = new HashSet<>();

  Conditions(Map<String, Value> declared, Resolver parameters) {
    this.declared = declared;
    this.parameters = parameters;
  }

  /** Evaluates every condition, so that a fault in an unused one is found too. */
  void check() {
    declared.forEach((name, value) -> holds(name, value.place()));
  }

  /** Returns whether the condition of this name holds; a name that is not declared is a fault. */
  boolean holds(String name, Place place) {
    Value condition = declared.get(name);
    if (condition == null) {
      throw place.fault("there is no condition " + name);
    }
    if (!open.add(name)) {
      throw place.fault("the condition " + name + " refers to itself");
    }
    boolean holds = evaluate(condition);
    open.remove(name);
    return holds;
  }

  private boolean evaluate(Value value) {
    if (!(value instanceof Value.Call(Place place, String function, Value argument))) {
      throw value.place().fault("is not a condition function");
    }
    return switch (function) {
      case "Condition" -> holds(argument.text(), place);
      case "Equals" -> equal(operands(place, argument, 2, 2));
      case "Not" -> !evaluate(operands(place, argument, 1, 1).getFirst());
      // CloudFormation checks every operand, so none is skipped.
      case "And" -> evaluateAll(operands(place, argument, 2, 10)).stream().allMatch(is -> is);
      case "Or" -> evaluateAll(operands(place, argument, 2, 10)).contains(true);
      default -> throw place.fault(function + " is not a condition function");
    };
  }

  private List<Boolean> evaluateAll(List<Value> operands) {
    return operands.stream().map(this::evaluate).toList();
  }

  private boolean equal(List<Value> operands) {
    return parameters
        .resolve(operands.get(0))
        .text()
        .equals(parameters.resolve(operands.get(1)).text());
  }

  private static List<Value> operands(Place place, Value argument, int least, int most) {
    List<Value> operands = argument.items();
    if (operands.size() < least || operands.size() > most) {
      throw place.fault("takes " + least + " to " + most + " operands, not " + operands.size());
    }
    return operands;
  }
}
