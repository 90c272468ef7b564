package tidings.lambda;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A Secrets Manager with the secrets that it was given; an unknown one looks like an outage. */
public final class FixedSecrets implements SecretsManagerClient {
  private final Map<String, String> secrets = new ConcurrentHashMap<>();

  public FixedSecrets with(String arn, String json) {
    secrets.put(arn, json);
    return this;
  }

  public void remove(String arn) {
    secrets.remove(arn);
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    String json = secrets.get(request.secretId());
    if (json == null) {
      throw SdkClientException.create("Secrets Manager is out");
    }
    return GetSecretValueResponse.builder().secretString(json).build();
  }

  @Override
  public String serviceName() {
    return "secretsmanager";
  }

  @Override
  public void close() {}
}
