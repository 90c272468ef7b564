package tidings.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads a SAM template as far as it has an effect on one machine, and refuses whatever it does not
 * know: what is read is what is deployed.
 */
public final class TemplateReader {
  private final Names names;

  private TemplateReader(Names names) {
    this.names = names;
  }

  /**
   * Reads the template with these parameters.
   *
   * @throws TemplateFault at the first thing that is unknown, misspelt, dangling or out of its
   *     bounds, with its line, column and path
   */
  public static Deployment read(
      Path template, Map<String, String> parameters, Surroundings surroundings) {
    return TemplateSource.read(template)
        .read(
            sections -> {
              sections.inert(
                  Set.of("AWSTemplateFormatVersion", "Transform", "Description", "Metadata"));
              Map<String, Value> values = Parameters.read(sections, parameters);
              var names = new Names(values, sections, surroundings);
              Deployment deployment = new TemplateReader(names).deployment(sections);
              Dependencies.check(names.resources());
              return deployment;
            });
  }

  private Deployment deployment(Fields sections) {
    names.conditions().check();
    checkInertTypes();
    var roles = RoleReader.readAll(each("AWS::IAM::Role", RoleReader::read));
    var functionReader = new FunctionReader(names, roles);
    var functions = each("AWS::Serverless::Function", functionReader::read);
    var storage = new StorageReader(names);
    var subscriptions = each("AWS::SNS::Subscription", storage::subscription);
    return new Deployment(
        api(functions.stream().flatMap(function -> function.routes().stream()).toList()),
        functions.stream().map(FunctionReader.Read::function).toList(),
        each(
            "AWS::SQS::Queue",
            (resource, properties) -> storage.queue(resource, properties, subscriptions)),
        each("AWS::DynamoDB::Table", storage::table),
        each("AWS::S3::Bucket", storage::bucket),
        each("AWS::SecretsManager::Secret", storage::secret),
        outputs(sections));
  }

  private void checkInertTypes() {
    for (Resource resource : names.resources()) {
      if (!resource.known().effective()) {
        resolved(resource);
      }
    }
  }

  private Deployment.HttpApi api(List<RouteEvent> routes) {
    var reader = new ApiReader(names, routes);
    var apis = each("AWS::Serverless::HttpApi", reader::read);
    return switch (apis.size()) {
      case 0 -> ApiReader.none();
      case 1 -> apis.getFirst();
      default -> throw names.resources().iterator().next().place().fault("more than one HTTP API");
    };
  }

  /** What the reader makes of each deployed resource of a type; the others are only checked. */
  private <T> List<T> each(String type, BiFunction<Resource, Fields, T> reader) {
    var all = new ArrayList<T>();
    for (Resource resource : names.resources()) {
      if (resource.type().equals(type)) {
        T read =
            resolved(resource)
                .read(
                    properties -> {
                      properties.inert(resource.known().inert());
                      properties.optional(resource.known().nameProperty());
                      return reader.apply(resource, properties);
                    });
        if (names.isDeployed(resource)) {
          all.add(read);
        }
      }
    }
    return all;
  }

  private Value resolved(Resource resource) {
    return resolver(names.isDeployed(resource))
        .resolve(new Value.Entries(resource.place(), resource.properties()));
  }

  private Resolver resolver(boolean deployed) {
    return new Resolver(names, deployed ? Resolver.Reach.RESOURCES : Resolver.Reach.UNCHOSEN);
  }

  private Map<String, String> outputs(Fields sections) {
    var outputs = new LinkedHashMap<String, String>();
    sections
        .optional("Outputs")
        .map(Value::entries)
        .orElse(Map.of())
        .forEach((name, output) -> output.read(fields -> put(outputs, name, fields)));
    return outputs;
  }

  private boolean put(Map<String, String> outputs, String name, Fields output) {
    output.inert(Set.of("Description"));
    boolean deployed =
        output
            .optional("Condition")
            .map(condition -> names.conditions().holds(condition.text(), condition.place()))
            .orElse(true);
    output.optional("Export").ifPresent(resolver(deployed)::resolve);
    String value = resolver(deployed).resolve(output.required("Value")).text();
    if (deployed) {
      outputs.put(name, value);
    }
    return deployed;
  }
}
