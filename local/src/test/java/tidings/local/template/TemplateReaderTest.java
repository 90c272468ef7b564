package tidings.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {
  private static final String YAML = TemplateSamples.ALL;

  @TempDir Path folder;

  @Test
  void globalsAreMergedIntoTheFunction() throws IOException {
    var function = read(YAML).functions().getFirst();

    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(function.variables())
        .containsExactlyInAnyOrderEntriesOf(Map.of("COLOUR", "blue", "SHAPE", "round"));
  }

  @Test
  void theFunctionMayWhatItsRoleAllows() throws IOException {
    assertThat(read(YAML).functions().getFirst().permissions())
        .containsExactly(
            new Deployment.Statement(
                true,
                List.of("sqs:*"),
                List.of("arn:aws:sqs:us-east-1:000000000000:tidings-Work")));
  }

  @Test
  void routesAndTheirThrottlesAreTheApis() throws IOException {
    var api = read(YAML).api();

    assertThat(api.routes()).extracting(Deployment.Route::key).containsExactly("GET /things/{id}");
    assertThat(api.defaultThrottle()).isEqualTo(new Deployment.Throttle(5, 7));
    assertThat(api.routeThrottles())
        .containsEntry("GET /things/{id}", new Deployment.Throttle(1, 2));
  }

  @Test
  void whatHasNoNameIsNamedAfterTheStack() throws IOException {
    var deployment = read(YAML);

    assertThat(deployment.queues().getFirst().name()).isEqualTo("tidings-Work");
    assertThat(deployment.tables().getFirst().name()).isEqualTo("tidings-Table");
    assertThat(deployment.buckets().getFirst().name()).isEqualTo("tidings-bucket");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Timeout: 20 | Timout: 20 | Globals.Function.Timout: unknown here",
        "Timeout: 20 | Timeout: 61 | visibility time-out of Work is under",
        "Timeout: 20 | Timeout: thirty | is not a whole number",
        "java25 | java21 | not supported, only \"java25\"",
        "Handler: tidings.example.Worker | Handler: Worker | is not package.Class",
        "Method: get | Method: gte | is none of",
        "Type: SQS | Type: SQSS | Events.Work.Type: \"SQSS\" is none of HttpApi",
        "BatchSize: 3 | BatchSzie: 3 | Events.Work.Properties.BatchSzie: unknown here",
        "BatchSize: 3 | BatchSize: 0 | 0 is not from 1 to 10000",
        "Queue: !GetAtt Work.Arn | Queue: !GetAtt Table.Arn | is not the ARN of any AWS::SQS::Queue",
        "Role: !GetAtt Role.Arn | Role: !GetAtt Work.Arn | is not the ARN of any AWS::IAM::Role",
        "ApiId: !Ref Api | ApiId: !Ref Work | is no HTTP API of this template",
        "AWS::S3::Bucket | AWS::S3::Buckit | the resource type AWS::S3::Buckit is unknown",
        "VisibilityTimeout: 60 | VisibilityTimeout: !Ref Table | only parameters may be referred to",
        "GET /things/{id} | GET /thing/{id} | there is no route GET /thing/{id}",
        "Action: \"sqs:*\" | NotAction: \"sqs:*\" | Action is missing",
        "COLOUR: blue | COLOUR: {} | a mapping is not a scalar",
        "COLOUR: blue | COLOUR: | has no value",
        "COLOUR: blue | COLOUR: a, COLOUR: b | stands twice",
        "VisibilityTimeout: 60 | VisibilityTimeout: 60, Fifo: true | Resources.Work.Properties.Fifo: unknown",
        "StageName: $default | StageNam: $default | Resources.Api.Properties.StageNam: unknown",
        "GenerateStringKey: key | GenerateStringKy: key | GenerateStringKey is missing",
        "GenerateStringKey: key | GenerateStringKey: key, Length: 4 | Length: unknown here",
        "AttributeDefinitions: | LocalSecondaryIndexes: | AttributeDefinitions is missing",
        "Effect: Allow, | Effect: Allow, Condition: {}, | Condition: unknown here",
        "Effect: Allow | Effect: Alow | is none of Allow, Deny",
        "Resource: !GetAtt Work.Arn | Resource: [!Ref 'AWS::NoValue'] | Resource: is empty, which IAM refuses",
        "KeyType: HASH | KeyType: HASHED | is none of HASH, RANGE",
        "\"{}\" | \"[]\" | is not a JSON object",
        "Alias: live | Alias: a b | AutoPublishAlias: \"a b\" cannot be the name of an alias",
        "Alias: live | Alias: 7 | \"7\" cannot be the name of an alias",
        "AutoPublishAlias: live | Timeout: 3 | SnapStart: takes snapshots of versions, but without",
        "ApplyOn: PublishedVersions | ApplyOn: Versions | is none of PublishedVersions, None",
        "ApplyOn: PublishedVersions | Apply: None | ApplyOn is missing",
        "Canary10Percent5Minutes | Canary20Percent5Minutes | is no way of CodeDeploy's",
        "Alarms: [!Ref Slow] | Alarms: [!Ref Work] | is no alarm of this template",
        "Alarms: [!Ref Slow] | Alarm: [!Ref Slow] | DeploymentPreference.Alarm: unknown here",
        "!Ref Gate.Alias | !GetAtt Gate.Arn | goes past the alias of Gate",
        "!Ref Gate.Alias | !Ref Work.Alias | Work publishes no alias",
        "!Ref Gate.Alias | !Ref Gat.Alias | Gat is neither a parameter nor a resource",
        "rate(1 day) | rate(1 days) | is neither rate(…) nor cron(…)",
        "Input: '{}' | Input: ping | Events.Daily.Properties.Input: is not JSON",
        "MaxReadRequestUnits: 9 | MaxReadRequestUnits: 0 | 0 is not from 1 to",
        "MaxReadRequestUnits: 9 | MaxReadUnits: 9 | OnDemandThroughput.MaxReadUnits: unknown here"
      })
  void whatIsWrongStopsInItsPlace(String right, String wrong, String fault) {
    assertThat(YAML).contains(right);

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> read(YAML.replace(right, wrong)))
        .withMessageMatching("(?s)small\\.yaml:\\d+:\\d+: (Resources|Globals).*")
        .withMessageContaining(fault);
  }

  @Test
  void aFaultNamesLineColumnAndPath() {
    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(
            () -> read(YAML.replace("Properties: {VisibilityTimeout: 60}", "Propertys: {}")))
        .withMessageStartingWith(
            "small.yaml:54:5: Resources.Work.Propertys: unknown here; known are");
  }

  @Test
  void aFunctionThatRefersToTheApiOfItsOwnRoutesStops() {
    String yaml = YAML.replace("COLOUR: blue", "COLOUR: !Sub 'https://${Api}.example'");

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining("circular dependency: Api → Worker → Api");
  }

  @Test
  void anAuthorizerIsCalledByItsAlias() throws IOException {
    var authorizer = read(YAML).api().authorizers().get("Gate");

    assertThat(authorizer).isEqualTo(new Deployment.Asked("Gate", List.of("x-key")));
  }

  @Test
  void anAlarmOfADeploymentThatWatchesTheApiStops() {
    String yaml = YAML.replace("Value: !Ref Gate", "Value: !Ref Api");

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining("circular dependency: Api → Gate.Alias → Slow → Api");
  }

  @Test
  void whatIsNotYamlStops() {
    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> read("Resources:\n  A: [1\n"))
        .withMessageStartingWith("small.yaml:3:1: template: is not YAML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'Resources: &a {A: *a}' | small.yaml:1:12: Resources.A: is an alias, of which CloudFormation",
        "'A: &a [1]\nB: *a' | is an alias, of which CloudFormation takes none",
        "'A: a\u0001b' | small.yaml:1:1: template: is not YAML: ",
        "'A: \"\\u' | small.yaml:1:1: template: is not YAML: ",
        "'A: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[' | template: is not YAML: "
      })
  void yamlThatHasNoEndOrNoPlaceStopsAsWell(String yaml, String fault) {
    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining(fault);
  }

  @Test
  void whatIsNotUtf8Stops() throws IOException {
    Path template = Files.write(folder.resolve("latin.yaml"), new byte[] {'A', ':', (byte) 0xe8});

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> TemplateReader.read(template, Map.of(), SmallTemplate.HERE))
        .withMessageStartingWith("latin.yaml:1:1: template: is not YAML: ");
  }

  private Deployment read(String yaml) throws IOException {
    return SmallTemplate.read(folder, yaml, Map.of());
  }
}
