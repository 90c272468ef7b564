package tidings.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicsTest {
  private static final String DECLARATIONS =
      """
      Parameters:
        Stage: {Type: String, Default: dev}
        Origins: {Type: CommaDelimitedList, Default: "a, b"}
      Mappings:
        Sizes: {dev: {Small: one, Big: two}}
      Conditions:
        IsDev: !Equals [!Ref Stage, dev]
        IsProd: !Equals [!Ref Stage, prod]
        Neither: !And [!Not [!Condition IsDev], !Not [Condition: IsProd]]
        Either: !Or [!Condition IsDev, !Condition IsProd]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Work | http://127.0.0.1:9324/000000000000/work",
        "{Ref: Work} | http://127.0.0.1:9324/000000000000/work",
        "!GetAtt Work.Arn | arn:aws:sqs:us-east-1:000000000000:work",
        "!GetAtt [Work, QueueName] | work",
        "{'Fn::GetAtt': [Work, Arn]} | arn:aws:sqs:us-east-1:000000000000:work",
        "!Sub '${AWS::StackName}-${Stage}-${Work.QueueName}-${!Stage}' | tidings-dev-work-${Stage}",
        "!Sub ['${X}-${Stage}', {X: !GetAtt Work.QueueName}] | work-dev",
        "!Join ['+', !Ref Origins] | a+b",
        "{'Fn::Join': ['', [!Ref Stage, {Ref: Stage}]]} | devdev",
        "!Select [1, !Split [':', 'x:y:z']] | y",
        "!If [IsDev, yes-dev, no-dev] | yes-dev",
        "!If [Neither, neither, !If [Either, either, never]] | either",
        "!FindInMap [Sizes, !Ref Stage, Big] | two",
        "!Join [',', [a, !If [IsDev, !Ref 'AWS::NoValue', b], c]] | a,c",
        "!GetAtt Log.Arn | arn:aws:logs:us-east-1:000000000000:log-group:tidings-Log:*"
      })
  void anIntrinsicGivesItsValue(String intrinsic, String value) throws IOException {
    assertThat(output(intrinsic)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Wrok | Wrok is neither a parameter nor a resource of this template",
        "!GetAtt Work.Arm | Work, AWS::SQS::Queue, has no attribute Arm",
        "!Sub '${Wrok.Arn}' | Wrok is neither a parameter nor a resource of this template",
        "!If [IsDev, fine, !Ref Wrok] | Wrok is neither a parameter nor a resource",
        "!If [IsDve, a, b] | there is no condition IsDve",
        "!Import x | the intrinsic Import is unknown or not supported",
        "{'Fn::Jion': [a, [b]]} | the intrinsic Jion is unknown or not supported",
        "!Equals [a, b] | the intrinsic Equals belongs into a condition",
        "!Sub 'of ${Origins}' | a sequence is not a scalar",
        "!Join [a] | takes 2 operands, not 1",
        "!FindInMap [Sizes, dev, Huge] | the mappings have no Huge here"
      })
  void aWrongIntrinsicIsFoundInItsPlace(String intrinsic, String fault) {
    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> output(intrinsic))
        .withMessageStartingWith("small.yaml:")
        .withMessageContaining("Outputs.It.Value")
        .withMessageContaining(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: !Not [!Condition B], B: !Not [!Condition A]",
        "A: !Equals [!If [A, x, y], x]",
        "A: !Equals [x, !If [B, x, y]], B: !Condition A"
      })
  void aConditionThatRefersToItselfStops(String conditions) {
    String yaml = "Conditions: {" + conditions + "}\n" + SmallTemplate.RESOURCES;

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> SmallTemplate.read(folder, yaml, Map.of()))
        .withMessageContaining("refers to itself");
  }

  @Test
  void aResourceWhoseConditionDoesNotHoldIsNotDeployed() throws IOException {
    String yaml =
        DECLARATIONS
            + SmallTemplate.RESOURCES
            + "  Spare: {Type: AWS::SQS::Queue, Condition: IsProd}\n";

    assertThat(SmallTemplate.read(folder, yaml, Map.of()).queues())
        .extracting(Deployment.Queue::logicalId)
        .containsExactly("Work");
    assertThat(SmallTemplate.read(folder, yaml, Map.of("Stage", "prod")).queues()).hasSize(2);
  }

  @Test
  void aReferenceToWhatIsNotDeployedStops() {
    String yaml =
        DECLARATIONS
            + SmallTemplate.RESOURCES
            + "  Spare: {Type: AWS::SQS::Queue, Condition: IsProd}\n"
            + "Outputs: {It: {Value: !Ref Spare}}\n";

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> SmallTemplate.read(folder, yaml, Map.of()))
        .withMessageContaining("Outputs.It.Value: Spare is not deployed");
  }

  private String output(String value) throws IOException {
    String yaml =
        DECLARATIONS + SmallTemplate.RESOURCES + "Outputs: {It: {Value: " + value + "}}\n";
    return SmallTemplate.read(folder, yaml, Map.of()).outputs().get("It");
  }
}
