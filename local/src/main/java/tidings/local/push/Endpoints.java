package tidings.local.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tidings.local.Journal;

/** The applications, their endpoints in the order of their making, and the tokens that are dead. */
final class Endpoints implements AutoCloseable {
  private final Journal journal;
  private final Map<String, Map<String, String>> applications = new HashMap<>();
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
  private final Set<String> dead = new HashSet<>();

  Endpoints(Journal journal) {
    this.journal = journal;
    journal.lines().forEach(this::keep);
  }

  /** Adds the application if it is not there. */
  synchronized void addApplication(String arn) {
    if (!applications.containsKey(arn)) {
      write(line().put("application", arn));
    }
  }

  synchronized boolean hasApplication(String arn) {
    return applications.containsKey(arn);
  }

  /** The application's attributes; none if it is not there. */
  synchronized Map<String, String> application(String arn) {
    return Map.copyOf(applications.getOrDefault(arn, Map.of()));
  }

  /** The attributes of every application, by its ARN. */
  synchronized Map<String, Map<String, String>> applications() {
    var all = new TreeMap<String, Map<String, String>>();
    applications.forEach((arn, attributes) -> all.put(arn, Map.copyOf(attributes)));
    return all;
  }

  /** Sets these attributes of an application. */
  synchronized void change(String applicationArn, Map<String, String> attributes) {
    ObjectNode line = line().put("application", applicationArn);
    attributes.forEach(line.putObject("attributes")::put);
    write(line);
  }

  synchronized Optional<Endpoint> find(String arn) {
    return Optional.ofNullable(endpoints.get(arn));
  }

  synchronized Optional<Endpoint> find(String application, String token) {
    return of(application).stream().filter(endpoint -> endpoint.token().equals(token)).findFirst();
  }

  synchronized List<Endpoint> of(String application) {
    return endpoints.values().stream()
        .filter(endpoint -> endpoint.application().equals(application))
        .toList();
  }

  /** Those of all applications. */
  synchronized List<Endpoint> all() {
    return List.copyOf(endpoints.values());
  }

  /** Adds it, or puts it in the place of the one with its ARN. */
  synchronized void put(Endpoint endpoint) {
    write(endpoint.json());
  }

  synchronized void remove(String arn) {
    if (endpoints.containsKey(arn)) {
      write(line().put("removed", arn));
    }
  }

  synchronized void kill(String token) {
    write(line().put("dead", token));
  }

  synchronized void revive(String token) {
    write(line().put("revived", token));
  }

  synchronized boolean isDead(String token) {
    return dead.contains(token);
  }

  @Override
  public void close() {
    journal.close();
  }

  private static ObjectNode line() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void write(JsonNode line) {
    journal.append(line);
    keep(line);
  }

  private void keep(JsonNode line) {
    String kind = line.fieldNames().next();
    String name = line.get(kind).asText();
    switch (kind) {
      case "application" -> {
        var attributes = applications.computeIfAbsent(name, _ -> new HashMap<>());
        line.path("attributes")
            .properties()
            .forEach(each -> attributes.put(each.getKey(), each.getValue().asText()));
      }
      case "endpoint" -> endpoints.put(name, Endpoint.from(line));
      case "removed" -> endpoints.remove(name);
      case "dead" -> dead.add(name);
      case "revived" -> dead.remove(name);
      default -> throw new IllegalStateException("no such line in a journal: " + kind);
    }
  }
}
