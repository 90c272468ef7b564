package tidings.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A resource as declared, its references not yet resolved. */
record Resource(
    String logicalId,
    String type,
    Place place,
    Map<String, Value> properties,
    Optional<Value> condition,
    List<String> dependsOn) {

  Resource {
    properties = Map.copyOf(properties);
    dependsOn = List.copyOf(dependsOn);
  }

  /** What is known of its type. */
  ResourceType known() {
    return Objects.requireNonNull(ResourceType.ALL.get(type));
  }

  /** Reads the Resources section; SAM's Globals are merged into the functions. */
  static Map<String, Resource> readAll(Fields template) {
    Map<String, Value> globals =
        template.optional("Globals").map(Resource::globals).orElse(Map.of());
    var resources = new LinkedHashMap<String, Resource>();
    template
        .required("Resources")
        .entries()
        .forEach((id, value) -> resources.put(id, value.read(fields -> read(id, fields, globals))));
    for (Resource resource : resources.values()) {
      for (String id : resource.dependsOn()) {
        if (!resources.containsKey(id)) {
          throw resource.place().fault("DependsOn names " + id + ", which is no resource");
        }
      }
    }
    return resources;
  }

  private static Map<String, Value> globals(Value section) {
    return section.read(fields -> fields.optional("Function").map(Value::entries).orElse(Map.of()));
  }

  private static Resource read(String id, Fields fields, Map<String, Value> globals) {
    fields.inert(Set.of("DeletionPolicy", "UpdateReplacePolicy", "Metadata"));
    Value type = fields.required("Type");
    if (!ResourceType.ALL.containsKey(type.text())) {
      throw type.place().fault("the resource type " + type.text() + " is unknown or not supported");
    }
    Map<String, Value> properties =
        fields.optional("Properties").map(Value::entries).orElse(Map.of());
    return new Resource(
        id,
        type.text(),
        fields.place(),
        type.text().equals("AWS::Serverless::Function") ? merged(globals, properties) : properties,
        fields.optional("Condition"),
        fields.optional("DependsOn").map(Value::oneOrMoreTexts).orElse(List.of()));
  }

  /**
   * Maps are merged, sequences added, and of two scalars the resource's stands (SAM, "Globals").
   */
  private static Map<String, Value> merged(Map<String, Value> global, Map<String, Value> own) {
    var all = new LinkedHashMap<>(global);
    own.forEach((key, value) -> all.merge(key, value, Resource::merged));
    return all;
  }

  private static Value merged(Value global, Value own) {
    if (global instanceof Value.Entries(Place _, Map<String, Value> below)
        && own instanceof Value.Entries(Place place, Map<String, Value> over)) {
      return new Value.Entries(place, merged(below, over));
    }
    if (global instanceof Value.Items(Place _, List<Value> first)
        && own instanceof Value.Items(Place place, List<Value> second)) {
      return new Value.Items(place, Stream.concat(first.stream(), second.stream()).toList());
    }
    return own;
  }
}
