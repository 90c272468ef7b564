package tidings.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import tidings.lambda.Env;
import tidings.local.template.Deployment;

/** The constructor and the method that a handler text such as {@code a.B::handle} names. */
record Handler(String functionId, Constructor<?> constructor, Method method) {

  /**
   * Looks the handler up.
   *
   * @throws IllegalStateException naming the function and the text if a part of it is missing
   */
  static Handler of(Deployment.Function function) {
    String[] parts = function.handler().split("::", -1);
    try {
      Class<?> type = Class.forName(parts[0]);
      return new Handler(
          function.logicalId(), type.getConstructor(Env.class), method(type, parts[1]));
    } catch (ReflectiveOperationException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "the handler %s of %s cannot be loaded: %s"
              .formatted(function.handler(), function.logicalId(), e),
          e);
    }
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals(name) && !method.isBridge())
            .filter(method -> method.getParameterCount() == 2)
            .filter(method -> method.getParameterTypes()[1] == Context.class)
            .toList();
    if (methods.size() != 1) {
      throw new NoSuchMethodException(
          "%d methods %s.%s(event, Context)".formatted(methods.size(), type.getName(), name));
    }
    return methods.getFirst();
  }

  /**
   * Builds an instance, as a cold start does.
   *
   * @throws IllegalStateException naming the function if the constructor throws
   */
  Object instance(Env env) {
    try {
      return constructor.newInstance(env);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "the function %s does not start: %s".formatted(functionId, e.getCause()), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the function %s does not start".formatted(functionId), e);
    }
  }

  /** Calls the method; what it throws comes out as it is. */
  Object call(Object instance, Object event, Context context) throws Exception {
    try {
      return method.invoke(instance, event, context);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw e;
    }
  }
}
