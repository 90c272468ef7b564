package tidings.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import tidings.lambda.Env;
import tidings.local.template.Deployment;

/** The constructor of the {@code RequestHandler} that a handler text such as {@code a.B} names. */
record Handler(String functionId, Constructor<RequestHandler<Object, Object>> constructor) {

  /**
   * Looks the handler up.
   *
   * @throws IllegalStateException naming the function and the text if there is no such handler
   */
  @SuppressWarnings("unchecked") // it is one, and its function's source sends what it takes
  static Handler of(Deployment.Function function) {
    try {
      Class<?> type = Class.forName(function.handler());
      if (!RequestHandler.class.isAssignableFrom(type)) {
        throw new ClassNotFoundException(type.getName() + " is no RequestHandler");
      }
      var constructor =
          (Constructor<RequestHandler<Object, Object>>) type.getConstructor(Env.class);
      return new Handler(function.logicalId(), constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the handler %s of %s cannot be loaded: %s"
              .formatted(function.handler(), function.logicalId(), e),
          e);
    }
  }

  /**
   * Builds an instance, as a cold start does.
   *
   * @throws IllegalStateException naming the function if the constructor throws
   */
  RequestHandler<Object, Object> instance(Env env) {
    try {
      return constructor.newInstance(env);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "the function %s does not start: %s".formatted(functionId, e.getCause()), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the function %s does not start".formatted(functionId), e);
    }
  }
}
