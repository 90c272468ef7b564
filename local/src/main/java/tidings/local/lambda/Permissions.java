package tidings.local.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;

/**
 * Refuses SDK calls that the role behind their access key does not allow, as AWS does and the
 * engines do not, and logs which right is missing. Calls with an access key of no function pass:
 * they are the stack's own.
 *
 * <p>The SDK makes it by name for every client of this JVM, so the roles are static.
 */
public final class Permissions implements ExecutionInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Permissions.class);
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");
  private static final Map<String, Role> ROLES = new ConcurrentHashMap<>();

  static void put(String accessKey, Role role) {
    ROLES.put(accessKey, role);
  }

  static void remove(String accessKey) {
    ROLES.remove(accessKey);
  }

  /**
   * Reads the access key from the signature, which is there whatever gave the credentials.
   *
   * @throws AwsServiceException with the service's code for it and status 403
   */
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Role role = accessKey(context.httpRequest()).map(ROLES::get).orElse(null);
    if (role == null) {
      return;
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    for (Access access : Access.of(operation, context.request(), role.account())) {
      if (!role.allows(access)) {
        String refused = role.functionId() + " is not allowed to " + access;
        LOG.error(refused);
        throw denied(access, refused);
      }
    }
  }

  /** The key that a request is signed with. */
  static Optional<String> accessKey(SdkHttpRequest request) {
    return request
        .firstMatchingHeader("Authorization")
        .map(CREDENTIAL::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  /** SNS names it otherwise than the other services. */
  private static AwsServiceException denied(Access access, String message) {
    boolean sns = access.action().startsWith("sns:");
    var builder = sns ? AuthorizationErrorException.builder() : AwsServiceException.builder();
    return builder
        .message(message)
        .statusCode(403)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(sns ? "AuthorizationError" : "AccessDeniedException")
                .errorMessage(message)
                .build())
        .build();
  }
}
