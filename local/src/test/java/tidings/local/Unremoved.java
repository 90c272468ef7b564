package tidings.local;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Keeps this thread from deleting messages of queues while it does something, as if it were cut off
 * before each; the SDK makes it itself.
 */
public final class Unremoved implements ExecutionInterceptor {
  private static final ThreadLocal<Boolean> HERE = ThreadLocal.withInitial(() -> false);

  static void meanwhile(Runnable act) {
    HERE.set(true);
    try {
      act.run();
    } finally {
      HERE.remove();
    }
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    if (HERE.get() && operation.equals("DeleteMessage")) {
      throw SdkClientException.create("cut off");
    }
  }
}
