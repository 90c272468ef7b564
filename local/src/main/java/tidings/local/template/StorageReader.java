package tidings.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what keeps things: queues, tables, buckets and secrets. */
final class StorageReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Queue attributes that are whole numbers, with the bounds of SQS' API. */
  private static final Map<String, int[]> NUMBERS =
      Map.of(
          "VisibilityTimeout", new int[] {0, 43_200},
          "MessageRetentionPeriod", new int[] {60, 1_209_600},
          "DelaySeconds", new int[] {0, 900},
          "MaximumMessageSize", new int[] {1024, 1_048_576},
          "ReceiveMessageWaitTimeSeconds", new int[] {0, 20});

  private final Names names;

  StorageReader(Names names) {
    this.names = names;
  }

  /** That a queue gets what comes to a topic. */
  record Subscription(String topicArn, String queueArn) {}

  /** Messages come to the queue as they were published, without SNS' envelope. */
  Subscription subscription(Resource resource, Fields properties) {
    properties.required("Protocol").oneOf(List.of("sqs"));
    properties.required("RawMessageDelivery").oneOf(List.of("true"));
    Value topic = properties.required("TopicArn");
    Value queue = properties.required("Endpoint");
    names.withArn("AWS::SNS::Topic", topic);
    names.withArn("AWS::SQS::Queue", queue);
    properties.optional("RedrivePolicy").ifPresent(this::checkRedrive);
    return new Subscription(topic.text(), queue.text());
  }

  /** Locally a topic always reaches its queue. */
  private void checkRedrive(Value policy) {
    Resource _ =
        policy.read(
            fields -> names.withArn("AWS::SQS::Queue", fields.required("deadLetterTargetArn")));
  }

  Deployment.Queue queue(Resource resource, Fields properties, List<Subscription> subscriptions) {
    var attributes = new TreeMap<String, String>();
    NUMBERS.forEach(
        (name, bounds) ->
            properties
                .optional(name)
                .map(value -> value.number(bounds[0], bounds[1]))
                .ifPresent(number -> attributes.put(name, String.valueOf(number))));
    copy(properties, "FifoQueue", List.of("true"), attributes);
    copy(properties, "ContentBasedDeduplication", List.of("true", "false"), attributes);
    copy(properties, "DeduplicationScope", List.of("messageGroup", "queue"), attributes);
    copy(properties, "FifoThroughputLimit", List.of("perQueue", "perMessageGroupId"), attributes);
    boolean fifo = attributes.containsKey("FifoQueue");
    properties
        .optional("RedrivePolicy")
        .ifPresent(policy -> attributes.put("RedrivePolicy", redrive(policy, fifo)));
    String name = names.name(resource);
    if (name.endsWith(".fifo") != fifo) {
      throw resource.place().fault("the name " + name + " must end in .fifo if FifoQueue is true");
    }
    List<String> topics =
        subscriptions.stream()
            .filter(subscription -> subscription.queueArn.equals(names.arn(resource)))
            .map(Subscription::topicArn)
            .toList();
    return new Deployment.Queue(resource.logicalId(), name, attributes, topics);
  }

  private static void copy(
      Fields properties, String name, List<String> allowed, Map<String, String> attributes) {
    properties
        .optional(name)
        .map(value -> value.oneOf(allowed))
        .ifPresent(value -> attributes.put(name, value));
  }

  private String redrive(Value policy, boolean fifo) {
    return policy.read(
        fields -> {
          Value target = fields.required("deadLetterTargetArn");
          if (names.isFifo(names.withArn("AWS::SQS::Queue", target)) != fifo) {
            throw target.place().fault("a queue and its dead-letter queue must be of one kind");
          }
          var json = new LinkedHashMap<String, Object>();
          json.put("deadLetterTargetArn", target.text());
          json.put("maxReceiveCount", fields.required("maxReceiveCount").number(1, 1000));
          return JSON.valueToTree(json).toString();
        });
  }

  Deployment.Table table(Resource resource, Fields properties) {
    properties
        .optional("OnDemandThroughput")
        .ifPresent(limits -> limits.read(StorageReader::units));
    Map<String, String> keys = keys(properties);
    String partition = keys.get("HASH");
    if (partition == null) {
      throw resource.place().fault("KeySchema has no HASH key");
    }
    return new Deployment.Table(
        resource.logicalId(),
        names.name(resource),
        partition,
        Optional.ofNullable(keys.get("RANGE")),
        properties.optional("TimeToLiveSpecification").flatMap(ttl -> ttl.read(StorageReader::ttl)),
        properties
            .optional("StreamSpecification")
            .map(stream -> stream.read(StorageReader::streamView)));
  }

  /** The most units a second that the table serves; locally nothing is limited. */
  private static List<Integer> units(Fields limits) {
    return Stream.of("MaxReadRequestUnits", "MaxWriteRequestUnits")
        .flatMap(name -> limits.optional(name).stream())
        .map(units -> units.number(1, Integer.MAX_VALUE))
        .toList();
  }

  private static Map<String, String> keys(Fields properties) {
    var keys = new LinkedHashMap<String, String>();
    for (Value key : properties.required("KeySchema").items()) {
      key.read(
          fields ->
              keys.put(
                  fields.required("KeyType").oneOf(List.of("HASH", "RANGE")),
                  fields.required("AttributeName").text()));
    }
    Value definitions = properties.required("AttributeDefinitions");
    var defined = definitions.readEach(StorageReader::stringAttribute);
    if (!Set.copyOf(defined).equals(Set.copyOf(keys.values()))) {
      throw definitions.place().fault("must define the attributes of KeySchema and no others");
    }
    return keys;
  }

  private static String stringAttribute(Fields definition) {
    definition.required("AttributeType").oneOf(List.of("S"));
    return definition.required("AttributeName").text();
  }

  private static Optional<String> ttl(Fields specification) {
    boolean enabled = specification.required("Enabled").flag();
    String attribute = specification.required("AttributeName").text();
    return enabled ? Optional.of(attribute) : Optional.empty();
  }

  private static String streamView(Fields specification) {
    return specification
        .required("StreamViewType")
        .oneOf(List.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"));
  }

  Deployment.Bucket bucket(Resource resource, Fields properties) {
    List<String> origins =
        properties
            .optional("CorsConfiguration")
            .map(cors -> cors.read(fields -> fields.required("CorsRules")))
            .map(rules -> rules.readEach(StorageReader::origins))
            .orElse(List.of())
            .stream()
            .flatMap(List::stream)
            .distinct()
            .toList();
    return new Deployment.Bucket(resource.logicalId(), names.name(resource), origins);
  }

  private static List<String> origins(Fields rule) {
    rule.inert(Set.of("AllowedHeaders", "ExposedHeaders", "MaxAge", "Id"));
    rule.required("AllowedMethods")
        .items()
        .forEach(method -> method.oneOf(List.of("GET", "PUT", "HEAD", "POST", "DELETE")));
    return rule.required("AllowedOrigins").texts();
  }

  Deployment.Secret secret(Resource resource, Fields properties) {
    return properties
        .required("GenerateSecretString")
        .read(
            rules -> {
              rules.inert(
                  Set.of(
                      "ExcludeCharacters",
                      "ExcludeLowercase",
                      "ExcludeNumbers",
                      "ExcludePunctuation",
                      "ExcludeUppercase",
                      "IncludeSpace",
                      "RequireEachIncludedType"));
              return new Deployment.Secret(
                  resource.logicalId(),
                  names.arn(resource),
                  jsonObject(rules.required("SecretStringTemplate")),
                  rules.required("GenerateStringKey").text(),
                  rules.optional("PasswordLength").map(v -> v.number(1, 4096)).orElse(32));
            });
  }

  private static String jsonObject(Value template) {
    try {
      if (JSON.readTree(template.text()).isObject()) {
        return template.text();
      }
    } catch (JsonProcessingException _) {
      throw template.place().fault("is not JSON");
    }
    throw template.place().fault("is not a JSON object");
  }
}
