package tidings.notifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tidings.lambda.Later;

/** Tells the devices of a user what is new, each once. */
final class Notifier {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final int AT_ONCE = 20;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);

  private final Devices devices;
  private final Push push;
  private final Retries retries;
  private final Clock clock;
  private final Duration oldest;

  /**
   * @param oldest an older alert is not sent any more
   */
  Notifier(Devices devices, Push push, Retries retries, Clock clock, Duration oldest) {
    this.devices = devices;
    this.push = push;
    this.retries = retries;
    this.clock = clock;
    this.oldest = oldest;
  }

  /**
   * Alerts the user's devices if the change of the chat table asks for it; returns when every push
   * has ended. A record that comes again reaches only the devices that lack it.
   */
  void announce(Record change) {
    Map<String, AttributeValue> image = change.dynamodb().newImage();
    if (change.eventName() != OperationType.INSERT) {
      return;
    }
    Alert.from(image).filter(this::isFresh).ifPresent(this::announce);
  }

  /**
   * Alerts the one device that lacked it.
   *
   * @throws Later if it must be tried again
   */
  void announceAgain(Retries.Retry retry) {
    Alert alert = retry.alert();
    if (!isFresh(alert)) {
      return;
    }
    devices
        .find(retry.deviceId())
        .filter(device -> !isNeedless(alert, device))
        .filter(device -> !hasEnded(alert, device))
        .ifPresent(
            _ -> {
              throw new Later("push service busy", wait(alert));
            });
  }

  private void announce(Alert alert) {
    var tasks = new ArrayList<Callable<Boolean>>();
    for (Device device : devices.of(alert.user())) {
      if (!device.wasAlerted(alert.place())) {
        tasks.add(() -> hasEnded(alert, device) || retryLater(alert, device));
      }
    }
    runAll(tasks);
  }

  /** Returns when all have ended, whatever became of them. */
  private static void runAll(List<Callable<Boolean>> tasks) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: the record comes back", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a push could not be made", e.getCause());
    }
  }

  /** Returns false if the push is to be tried again. */
  private boolean hasEnded(Alert alert, Device device) {
    Duration left = oldest.minus(alert.age(clock.instant()));
    return switch (push.push(alert, device, left)) {
      case Push.Answer.Sent(String id) -> {
        devices.alerted(device.id(), alert.place());
        log("sent", alert, device, id);
        yield true;
      }
      case Push.Answer.Gone(String reason) -> {
        boolean removed = devices.remove(device);
        log(removed ? "gone" : "gone, registered anew", alert, device, reason);
        yield true;
      }
      case Push.Answer.Refused(String reason) -> {
        LOG.error("metric=PushRefused {}", line(alert, device, reason));
        yield true;
      }
      case Push.Answer.Busy(String reason) -> {
        log("busy", alert, device, reason);
        yield false;
      }
    };
  }

  private boolean retryLater(Alert alert, Device device) {
    retries.enqueue(new Retries.Retry(device.id().name(), alert));
    return true;
  }

  /** A late push must not replace a newer one of its conversation on the device. */
  private static boolean isNeedless(Alert alert, Device device) {
    return alert.isReplacedByLater()
        ? device.wasAlerted(alert.place())
        : device.wasAlertedExactly(alert.place());
  }

  private boolean isFresh(Alert alert) {
    boolean fresh = alert.age(clock.instant()).compareTo(oldest) < 0;
    if (!fresh) {
      LOG.info("push expired user={} message={}", alert.user().value(), alert.message().value());
    }
    return fresh;
  }

  /** The waits grow with the outage, so that a long one does not use up the queue's receives. */
  private Duration wait(Alert alert) {
    Duration quarter = alert.age(clock.instant()).dividedBy(4);
    return quarter.compareTo(SHORTEST_WAIT) > 0 ? quarter : SHORTEST_WAIT;
  }

  private static void log(String end, Alert alert, Device device, String note) {
    LOG.info("push {} {}", end, line(alert, device, note));
  }

  private static String line(Alert alert, Device device, String note) {
    return "user=%s device=%s message=%s note=%s"
        .formatted(alert.user().value(), device.id().name(), alert.message().value(), note);
  }
}
