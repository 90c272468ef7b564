package tidings.local.template;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Templates of a few lines. */
final class SmallTemplate {
  static final Surroundings HERE =
      new Surroundings(
          "tidings",
          "us-east-1",
          "000000000000",
          URI.create("http://127.0.0.1:9324"),
          URI.create("http://127.0.0.1:8080"));

  /** A queue, so that references have a target, and an inert type with a place for any value. */
  static final String RESOURCES =
      """
      Resources:
        Work:
          Type: AWS::SQS::Queue
          Properties:
            QueueName: work
        Log:
          Type: AWS::Logs::LogGroup
      """;

  private SmallTemplate() {}

  static Deployment read(Path folder, String yaml, Map<String, String> parameters)
      throws IOException {
    Path template = folder.resolve("small.yaml");
    Files.writeString(template, yaml);
    return TemplateReader.read(template, parameters, HERE);
  }
}
