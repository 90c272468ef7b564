package tidings.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Answers;
import tidings.lambda.Aws;
import tidings.lambda.Call;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.lambda.Problem;
import tidings.lambda.Rehearsal;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.lambda.StandIn;

/** Genesys' outbound notification webhook. */
public final class WebhookHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Webhook webhook;
  private final Routes routes =
      new Routes(
          Map.of("POST /webhook/genesys", this::take, "POST /demoopenmessagewebhook", this::take));

  /** Called by Lambda, once per cold start. */
  public WebhookHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), StandIn.Answers.NONE, Rehearsals::webhook);
  }

  /** Wires the webhook from these variables and nothing else. */
  public WebhookHandler(Env env) {
    this(wire(env));
  }

  WebhookHandler(Webhook webhook) {
    this.webhook = webhook;
  }

  private static Webhook wire(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var secrets = new Secrets(aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER"), clock);
    var sqs = aws.client(SqsClient.builder(), "SQS");
    return new Webhook(
        secrets,
        env.required("WEBHOOK_SECRET"),
        new Installation(secrets, env.required("INSTALLATION_SECRET")),
        new TranscriptQueue(new FifoQueue(sqs, env.required("TRANSCRIPT_QUEUE_URL"))),
        clock);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return routes.answer(event, context);
  }

  private APIGatewayV2HTTPResponse take(Call call) {
    return switch (webhook.take(call.bytes(), call.header("x-hub-signature-256"))) {
      case Webhook.End.Taken() -> Answers.empty(200);
      case Webhook.End.Unsigned(String reason) -> {
        Line.warn("unsigned").with("reason", reason).count(Metric.WEBHOOKS_REFUSED).write();
        throw Problem.of(401, reason);
      }
      case Webhook.End.TooBig() ->
          throw Problem.of(413, "The body is bigger than what a queue takes.");
    };
  }
}
