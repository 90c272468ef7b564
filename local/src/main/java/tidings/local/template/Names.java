package tidings.local.template;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What references stand for; the same template and surroundings give the same names. */
final class Names {
  private static final String STREAM = "/stream/local";

  private final Map<String, Value> parameters;
  private final Map<String, Resource> resources;
  private final Surroundings surroundings;
  private final Optional<Value> mappings;
  private final Conditions conditions;

  Names(Map<String, Value> parameters, Fields template, Surroundings surroundings) {
    this.parameters = parameters;
    this.surroundings = surroundings;
    this.resources = Resource.readAll(template);
    this.mappings = template.optional("Mappings");
    this.conditions =
        new Conditions(
            template.optional("Conditions").map(Value::entries).orElse(Map.of()),
            new Resolver(this, Resolver.Reach.PARAMETERS));
  }

  Collection<Resource> resources() {
    return resources.values();
  }

  Optional<Value> mappings() {
    return mappings;
  }

  Conditions conditions() {
    return conditions;
  }

  /** Returns false if the resource has a condition that does not hold. */
  boolean isDeployed(Resource resource) {
    return resource
        .condition()
        .map(condition -> conditions.holds(condition.text(), condition.place()))
        .orElse(true);
  }

  /** A parameter or a pseudo parameter; empty if the name is neither. */
  Optional<Value> parameter(String name, Place place) {
    return Optional.ofNullable(parameters.get(name)).or(() -> pseudo(name, place));
  }

  private Optional<Value> pseudo(String name, Place place) {
    return switch (name) {
      case "AWS::NoValue" -> Optional.of(new Value.Nothing(place));
      case "AWS::StackName" -> Optional.of(new Value.Text(place, surroundings.stackName()));
      case "AWS::Region" -> Optional.of(new Value.Text(place, surroundings.region()));
      case "AWS::AccountId" -> Optional.of(new Value.Text(place, surroundings.accountId()));
      case "AWS::Partition" -> Optional.of(new Value.Text(place, "aws"));
      case "AWS::URLSuffix" -> Optional.of(new Value.Text(place, "amazonaws.com"));
      case "AWS::StackId" -> Optional.of(new Value.Text(place, stackId()));
      default -> Optional.empty();
    };
  }

  private String stackId() {
    return "arn:aws:cloudformation:%s:%s:stack/%s/local"
        .formatted(surroundings.region(), surroundings.accountId(), surroundings.stackName());
  }

  /** The resource of this logical id. */
  Resource resource(String logicalId, Place place) {
    Resource resource = resources.get(logicalId);
    if (resource == null) {
      throw place.fault(logicalId + " is neither a parameter nor a resource of this template");
    }
    return resource;
  }

  /** What {@code Ref} gives for a resource. */
  String reference(Resource resource) {
    return switch (resource.type()) {
      case "AWS::SQS::Queue" ->
          surroundings.queues() + "/" + surroundings.accountId() + "/" + name(resource);
      case "AWS::SecretsManager::Secret", "AWS::SNS::Topic" -> arn(resource);
      default -> name(resource);
    };
  }

  /**
   * What {@code GetAtt} gives.
   *
   * @throws TemplateFault if the type has no such attribute
   */
  String attribute(Resource resource, String attribute, Place place) {
    if (!resource.known().attributes().contains(attribute)) {
      throw place.fault(
          resource.logicalId() + ", " + resource.type() + ", has no attribute " + attribute);
    }
    return switch (attribute) {
      case "Arn", "TopicArn", "Id" -> arn(resource);
      case "StreamArn" -> streamArn(resource, place);
      case "QueueUrl" -> reference(resource);
      case "ApiEndpoint" -> surroundings.api().toString();
      case "DomainName" -> name(resource) + ".s3.amazonaws.com";
      case "RegionalDomainName" ->
          name(resource) + ".s3." + surroundings.region() + ".amazonaws.com";
      default -> name(resource);
    };
  }

  private String streamArn(Resource table, Place place) {
    if (!table.properties().containsKey("StreamSpecification")) {
      throw place.fault(table.logicalId() + " has no stream");
    }
    return arn(table) + STREAM;
  }

  /** The ARN of a resource. */
  String arn(Resource resource) {
    return resource
        .known()
        .arn()
        .formatted(surroundings.region(), surroundings.accountId(), name(resource));
  }

  /** The resource of this type that has this ARN. */
  Resource withArn(String type, Value arn) {
    return resources.values().stream()
        .filter(resource -> resource.type().equals(type))
        .filter(resource -> arn(resource).equals(arn.text()))
        .findFirst()
        .orElseThrow(
            () -> arn.place().fault(arn.text() + " is not the ARN of any " + type + " here"));
  }

  /** The ARN of the alias that SAM publishes for a function. */
  String alias(Resource function, Place place) {
    return property(function, Publishing.ALIAS)
        .map(alias -> arn(function) + ":" + alias.text())
        .orElseThrow(() -> place.fault(function.logicalId() + " publishes no alias"));
  }

  /** The function that a caller from outside names: by its alias if it has one. */
  Resource called(Value arn) {
    for (Resource function : resources.values()) {
      if (function.properties().containsKey(Publishing.ALIAS)) {
        if (alias(function, arn.place()).equals(arn.text())) {
          return function;
        }
        if (arn(function).equals(arn.text())) {
          throw arn.place().fault(arn.text() + " goes past the alias of " + function.logicalId());
        }
      }
    }
    return withArn("AWS::Serverless::Function", arn);
  }

  /** Returns whether some resource of this type is what a {@code Ref} of this text leads to. */
  boolean isReferenceTo(String type, String reference) {
    return resources.values().stream()
        .filter(resource -> resource.type().equals(type))
        .anyMatch(resource -> reference(resource).equals(reference));
  }

  /** The name of the table whose stream has this ARN. */
  String tableWithStream(Value arn) {
    return resources.values().stream()
        .filter(resource -> resource.type().equals("AWS::DynamoDB::Table"))
        .filter(table -> arn.text().equals(arn(table) + STREAM))
        .map(this::name)
        .findFirst()
        .orElseThrow(() -> arn.place().fault(arn.text() + " is not the stream of any table here"));
  }

  /** The physical name: the stated one, or one made of the stack's name and the logical id. */
  String name(Resource resource) {
    Optional<Value> stated = property(resource, resource.known().nameProperty());
    if (stated.isPresent()) {
      return stated.get().text();
    }
    String made = surroundings.stackName() + "-" + resource.logicalId();
    return switch (resource.type()) {
      case "AWS::S3::Bucket" -> made.toLowerCase(Locale.ROOT);
      case "AWS::SQS::Queue" -> made + (isFifo(resource) ? ".fifo" : "");
      default -> made;
    };
  }

  /** Returns whether the queue is first in, first out. */
  boolean isFifo(Resource queue) {
    return property(queue, "FifoQueue").map(Value::flag).orElse(false);
  }

  /** How long a received message stays away; SQS' own default is thirty seconds. */
  Duration visibility(Resource queue) {
    return Duration.ofSeconds(
        property(queue, "VisibilityTimeout").map(value -> value.number(0, 43_200)).orElse(30));
  }

  /** A property on which other resources depend: it may refer to parameters only. */
  private Optional<Value> property(Resource resource, String name) {
    return Optional.ofNullable(resource.properties().get(name))
        .map(new Resolver(this, Resolver.Reach.PARAMETERS)::resolve)
        .filter(value -> !(value instanceof Value.Nothing));
  }
}
