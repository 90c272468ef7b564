package tidings.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the events of one function. */
final class EventReader {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Pattern PATH =
      Pattern.compile("/|(/([A-Za-z0-9._~-]+|\\{[A-Za-z0-9._-]+}))+/?");
  private static final Pattern SCHEDULE =
      Pattern.compile(
          "rate\\((1 (minute|hour|day)|(?!1 )\\d+ (minute|hour|day)s)\\)|cron\\([^)]+\\)");
  private static final List<String> TYPES =
      List.of("HttpApi", "SQS", "DynamoDB", "Schedule", "ScheduleV2");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Records leave a stream after this time, so none gets older. */
  private static final Duration STREAM_RETENTION = Duration.ofHours(24);

  private final Names names;
  private final String functionId;
  private final Duration timeout;
  private final List<Deployment.Source> sources = new ArrayList<>();
  private final List<RouteEvent> routes = new ArrayList<>();

  EventReader(Names names, String functionId, Duration timeout) {
    this.names = names;
    this.functionId = functionId;
    this.timeout = timeout;
  }

  List<Deployment.Source> sources() {
    return List.copyOf(sources);
  }

  List<RouteEvent> routes() {
    return List.copyOf(routes);
  }

  /** Reads one event; schedules have no local effect. Returns whether it has one. */
  boolean add(Fields event) {
    Value properties = event.required("Properties");
    return switch (event.required("Type").oneOf(TYPES)) {
      case "HttpApi" -> routes.add(properties.read(this::route));
      case "SQS" -> sources.add(properties.read(this::queue));
      case "DynamoDB" -> sources.add(properties.read(this::stream));
      case "Schedule" -> properties.read(EventReader::schedule);
      default -> false;
    };
  }

  /** A schedule has no local effect. */
  private static boolean schedule(Fields event) {
    event.inert(Set.of("Description", "Name", "Enabled", "State"));
    Value schedule = event.required("Schedule");
    if (!SCHEDULE.matcher(schedule.text()).matches()) {
      throw schedule.place().fault("\"" + schedule.text() + "\" is neither rate(…) nor cron(…)");
    }
    event.optional("Input").ifPresent(EventReader::jsonObject);
    return false;
  }

  private RouteEvent route(Fields event) {
    Value api = event.required("ApiId");
    if (!names.isReferenceTo("AWS::Serverless::HttpApi", api.text())) {
      throw api.place().fault("\"" + api.text() + "\" is no HTTP API of this template");
    }
    event.only("PayloadFormatVersion", "2.0");
    Value method = event.required("Method");
    Value path = event.required("Path");
    if (!METHODS.contains(method.text().toUpperCase(Locale.ROOT))) {
      throw method.place().fault("\"" + method.text() + "\" is none of " + METHODS);
    }
    if (!PATH.matcher(path.text()).matches()) {
      throw path.place().fault("\"" + path.text() + "\" is not /literal/{variable}/…");
    }
    return new RouteEvent(
        event.place(),
        method.text().toUpperCase(Locale.ROOT),
        path.text(),
        functionId,
        event.optional("Auth").map(auth -> auth.read(fields -> fields.required("Authorizer"))),
        event.optional("RouteSettings").map(settings -> settings.read(ApiReader::throttle)));
  }

  private Deployment.Source queue(Fields event) {
    event.inert(Set.of("MetricsConfig"));
    Value arn = event.required("Queue");
    Resource queue = names.withArn("AWS::SQS::Queue", arn);
    boolean fifo = names.isFifo(queue);
    // Lambda refuses the mapping otherwise: a message would come back while it is still worked on.
    if (names.visibility(queue).compareTo(timeout) < 0) {
      throw arn.place()
          .fault("the visibility time-out of " + queue.logicalId() + " is under " + timeout);
    }
    return new Deployment.QueueSource(
        arn.text(),
        event.optional("BatchSize").map(size -> size.number(1, fifo ? 10 : 10_000)).orElse(10),
        event.optional("ScalingConfig").map(EventReader::maximumConcurrency).orElse(1000),
        partialFailures(event));
  }

  private static int maximumConcurrency(Value scaling) {
    return scaling.read(fields -> fields.required("MaximumConcurrency").number(2, 1000));
  }

  private static boolean partialFailures(Fields event) {
    return event
        .optional("FunctionResponseTypes")
        .map(
            types ->
                types.items().stream().map(type -> type.oneOf(List.of("ReportBatchItemFailures"))))
        .map(types -> types.count() > 0)
        .orElse(false);
  }

  private Deployment.Source stream(Fields event) {
    event.inert(Set.of("MetricsConfig"));
    event.required("StartingPosition");
    event.only("StartingPosition", "TRIM_HORIZON");
    Value arn = event.required("Stream");
    return new Deployment.StreamSource(
        names.tableWithStream(arn),
        event.optional("BatchSize").map(size -> size.number(1, 10_000)).orElse(100),
        partialFailures(event),
        event.optional("BisectBatchOnFunctionError").map(Value::flag).orElse(false),
        retry(event),
        event.optional("FilterCriteria").map(EventReader::patterns).orElse(List.of()));
  }

  /** Minus one means for ever, in both numbers. */
  private Deployment.StreamRetry retry(Fields event) {
    int attempts =
        event.optional("MaximumRetryAttempts").map(value -> value.number(-1, 10_000)).orElse(-1);
    int seconds =
        event
            .optional("MaximumRecordAgeInSeconds")
            .map(value -> value.number(-1, 604_800))
            .orElse(-1);
    return new Deployment.StreamRetry(
        attempts < 0 ? Integer.MAX_VALUE : attempts,
        seconds < 0 ? STREAM_RETENTION : Duration.ofSeconds(seconds),
        event.optional("DestinationConfig").flatMap(config -> config.read(this::onFailure)));
  }

  private Optional<String> onFailure(Fields config) {
    return config
        .optional("OnFailure")
        .map(
            failure ->
                failure.read(
                    fields -> {
                      fields.only("Type", "SQS");
                      Value queue = fields.required("Destination");
                      names.withArn("AWS::SQS::Queue", queue);
                      return queue.text();
                    }));
  }

  private static List<String> patterns(Value criteria) {
    return criteria.read(fields -> fields.required("Filters").readEach(EventReader::pattern));
  }

  private static String pattern(Fields filter) {
    return jsonObject(filter.required("Pattern"));
  }

  private static String jsonObject(Value json) {
    try {
      if (JSON.readTree(json.text()).isObject()) {
        return json.text();
      }
    } catch (JsonProcessingException _) {
      throw json.place().fault("is not JSON");
    }
    throw json.place().fault("is not a JSON object");
  }
}
