package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tidings.message.MessageJson;

/** What the template's dashboard shows and its alarms watch. */
record Watching(RawTemplate template) {

  /** A metric as CloudWatch knows it; the resource is the one that its only dimension names. */
  record Measured(String namespace, String name, String dimension, String resource) {}

  Map<String, JsonNode> alarms() {
    return template.all("AWS::CloudWatch::Alarm");
  }

  /** What each alarm watches, by the alarm's logical id. */
  Map<String, List<Measured>> watched() {
    var watched = new TreeMap<String, List<Measured>>();
    alarms().forEach((id, alarm) -> watched.put(id, watchedBy(alarm)));
    return watched;
  }

  private static List<Measured> watchedBy(JsonNode alarm) {
    return alarm.has("MetricName")
        ? List.of(measured(alarm))
        : items(alarm.path("Metrics"))
            .map(metric -> metric.at("/MetricStat/Metric"))
            .filter(JsonNode::isObject)
            .map(Watching::measured)
            .toList();
  }

  private static Measured measured(JsonNode metric) {
    JsonNode dimension = metric.at("/Dimensions/0");
    return new Measured(
        metric.path("Namespace").asText(),
        metric.path("MetricName").asText(),
        dimension.path("Name").asText(),
        dimension.path("Value").asText().replaceFirst("\\.QueueName$", ""));
  }

  /** The dashboard as CloudWatch gets it, with names in place of what they stand for. */
  JsonNode dashboard() {
    String body =
        template
            .all("AWS::CloudWatch::Dashboard")
            .values()
            .iterator()
            .next()
            .path("DashboardBody")
            .asText();
    return MessageJson.read(body.replaceAll("\\$\\{([A-Za-z:]+)[.A-Za-z]*}", "$1"), JsonNode.class);
  }

  List<Measured> shown() {
    var shown = new ArrayList<Measured>();
    items(dashboard().path("widgets"))
        .flatMap(widget -> items(widget.at("/properties/metrics")))
        .forEach(
            metric ->
                shown.add(
                    new Measured(
                        metric.path(0).asText(),
                        metric.path(1).asText(),
                        metric.path(2).asText(),
                        metric.path(3).asText())));
    return shown;
  }

  /** All that is shown or watched. */
  List<Measured> used() {
    return Stream.concat(shown().stream(), watched().values().stream().flatMap(Collection::stream))
        .distinct()
        .toList();
  }

  static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
