package tidings.local;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * The places in the functions' code that call AWS, seen from within every client of this JVM; each
 * can be struck. The SDK makes the interceptor itself, from the file that names it ("Execution
 * interceptors" in its developer guide), so what it knows is the JVM's.
 */
public final class CallSites implements ExecutionInterceptor {
  private static final Pattern FUNCTIONS =
      Pattern.compile("tidings\\.(ingest|projector|dispatcher|notifier)\\..+");
  private static final Pattern OURS =
      Pattern.compile("tidings\\.(lambda|table|ingest|projector|dispatcher|notifier)\\..+");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");
  private static final ExecutionAttribute<String> SITE = new ExecutionAttribute<>("tidings.site");
  private static final Map<String, Deque<Blow>> ORDERED = new ConcurrentHashMap<>();
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger STRUCK = new AtomicInteger();
  private static volatile boolean watching;
  private static volatile List<Blow> forEach = List.of();

  /** What a call does to its caller. */
  enum Blow {
    /** It fails before anything is sent. */
    NOT_DONE,
    /** It is done, and reported as failed. */
    DONE_UNHEARD,
    /** The function is gone before the call. */
    KILLED_BEFORE,
    /** The function is gone after the call. */
    KILLED_AFTER;

    private boolean isBefore() {
      return this == NOT_DONE || this == KILLED_BEFORE;
    }

    private void fall(String site) {
      STRUCK.incrementAndGet();
      if (this == NOT_DONE || this == DONE_UNHEARD) {
        throw SdkClientException.create("struck: " + site);
      }
      throw new Killed(site);
    }
  }

  /** Nothing in a function catches it, as nothing in it sees its own end. */
  static final class Killed extends Error {
    private Killed(String site) {
      super("killed: " + site);
    }
  }

  /** Begins to note each place that calls, and strikes each at its first calls so. */
  static void watch(Blow... first) {
    forEach = List.of(first);
    watching = true;
  }

  /** Forgets what is ordered and what was seen. */
  static void leave() {
    watching = false;
    ORDERED.clear();
    SEEN.clear();
    STRUCK.set(0);
  }

  /** The next calls at this place end so, one each, in this order. */
  static void strike(String site, List<Blow> blows) {
    ORDERED.put(site, new ConcurrentLinkedDeque<>(blows));
  }

  /** The places that have called, as {@code Class.method Operation < Class.method}. */
  static Set<String> seen() {
    return new TreeSet<>(SEEN);
  }

  /** What is ordered and has not happened yet. */
  static Set<String> ahead() {
    return ORDERED.entrySet().stream()
        .filter(ordered -> !ordered.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of how many calls something has become that was ordered. */
  static int struck() {
    return STRUCK.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    if (!watching) {
      return;
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    String site = site(operation);
    if (!site.isEmpty()) {
      if (SEEN.add(site) && !forEach.isEmpty()) {
        strike(site, forEach);
      }
      attributes.putAttribute(SITE, site);
      fall(site, true);
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    String site = attributes.getAttribute(SITE);
    if (site != null) {
      fall(site, false);
    }
  }

  private static void fall(String site, boolean before) {
    Deque<Blow> blows = ORDERED.get(site);
    Blow next = blows == null ? null : blows.peek();
    if (next != null && next.isBefore() == before && blows.remove(next)) {
      next.fall(site);
    }
  }

  /** Empty for what no function asks of AWS; links are signed without a call. */
  private static String site(String operation) {
    List<StackWalker.StackFrame> stack = StackWalker.getInstance().walk(Stream::toList);
    List<String> ours =
        stack.stream()
            .filter(frame -> OURS.matcher(frame.getClassName()).matches())
            .filter(frame -> !frame.getMethodName().equals("call"))
            .map(CallSites::name)
            .distinct()
            .toList();
    if (ours.isEmpty() || stack.stream().anyMatch(CallSites::isPresigner)) {
      return "";
    }
    String place = brief(ours.getFirst()) + " " + operation;
    var caller = ours.stream().filter(name -> FUNCTIONS.matcher(name).matches()).findFirst();
    if (caller.isEmpty()) {
      return stack.stream().anyMatch(CallSites::isTester) ? "" : place;
    }
    return caller.get().equals(ours.getFirst()) ? place : place + " < " + brief(caller.get());
  }

  private static boolean isTester(StackWalker.StackFrame frame) {
    return frame.getClassName().matches("tidings\\.(local|ops)\\..+")
        && !frame.getClassName().equals(CallSites.class.getName());
  }

  private static boolean isPresigner(StackWalker.StackFrame frame) {
    return frame.getClassName().endsWith("Presigner");
  }

  private static String name(StackWalker.StackFrame frame) {
    var lambda = LAMBDA.matcher(frame.getMethodName());
    String method = lambda.matches() ? lambda.group(1) : frame.getMethodName();
    return frame.getClassName().replaceFirst("\\$.*", "") + "." + method;
  }

  private static String brief(String name) {
    return name.replaceFirst("tidings\\.[a-z]+\\.", "");
  }
}
