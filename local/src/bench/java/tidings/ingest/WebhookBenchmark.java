package tidings.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Origin;
import tidings.lambda.Samples;
import tidings.lambda.Secrets;
import tidings.message.Fixtures;

/** What the webhook does with a body up to the call to SQS, beside the least that it must do. */
@State(Scope.Thread)
public class WebhookBenchmark {
  @Param({"15-receipt-published-inbound.json", "01-text-agent.json", "23-text-4000-chars.json"})
  public String fixture = "";

  private final Origin origin = Origin.of(new Samples(new Env(Map.of())).context());
  private final SentNowhere sqs = new SentNowhere();
  private final Webhook webhook = webhook(sqs);
  private byte[] body = {};
  private String signature = "";

  /** An SQS that has every message at once. */
  private static final class SentNowhere implements SqsClient {
    private static final SendMessageResponse SENT = SendMessageResponse.builder().build();
    private SendMessageRequest last = SendMessageRequest.builder().build();

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      last = request;
      return SENT;
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }

  private static Webhook webhook(SqsClient sqs) {
    var store =
        new FixedSecrets()
            .with("webhook", "{\"current\":\"%s\"}".formatted(Fixtures.SECRET))
            .with("installation", "{\"key\":\"an installation's key, 32 bytes.\"}");
    var secrets = new Secrets(store, Clock.systemUTC());
    return new Webhook(
        secrets,
        "webhook",
        new Installation(secrets, "installation"),
        new TranscriptQueue(new FifoQueue(sqs, "https://sqs.eu-north-1.amazonaws.com/1/t.fifo")),
        Clock.systemUTC());
  }

  @Setup
  public void read() {
    body = Fixtures.bytes(fixture);
    signature = Fixtures.signatures().get(fixture);
  }

  @Benchmark
  public SendMessageRequest webhook() {
    Webhook.End end = origin.call(() -> webhook.take(body, Optional.of(signature)));
    if (!(end instanceof Webhook.End.Taken)) {
      throw new IllegalStateException("not taken: " + end);
    }
    return sqs.last;
  }

  @Benchmark
  public byte[] hmac() throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Fixtures.SECRET.getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(body);
  }
}
