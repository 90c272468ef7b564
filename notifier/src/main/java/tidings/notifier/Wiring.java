package tidings.notifier;

import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Env;

/** The notifier as its two functions share it. */
final class Wiring {

  /** A batch of the stream, all of it unanswered by SNS, must end within the function's time. */
  private static final Duration LONGEST_PUSH = Duration.ofSeconds(3);

  private Wiring() {}

  static Notifier notifier(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
    var sns = aws.clientOfOneTry(SnsClient.builder(), "SNS", LONGEST_PUSH);
    var sqs = aws.client(SqsClient.builder(), "SQS");
    return new Notifier(
        new Devices(dynamo, env.required("DEVICE_TABLE"), clock),
        new SnsPush(sns, Preview.of(env.required("PUSH_PREVIEW"))),
        new Retries(sqs, env.required("PUSH_RETRIES_URL")),
        clock,
        env.requiredSeconds("ALERT_MAX_AGE_SECONDS"));
  }
}
