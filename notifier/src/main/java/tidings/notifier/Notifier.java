package tidings.notifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tidings.lambda.Later;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.lambda.Origin;

/** Tells the devices of a user what is new, each once. */
final class Notifier {
  private static final int AT_ONCE = 20;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);

  private final Devices devices;
  private final Push push;
  private final Retries retries;
  private final Clock clock;
  private final Duration oldest;

  /**
   * @param oldest what is older is not sent any more
   */
  Notifier(Devices devices, Push push, Retries retries, Clock clock, Duration oldest) {
    this.devices = devices;
    this.push = push;
    this.retries = retries;
    this.clock = clock;
    this.oldest = oldest;
  }

  /**
   * Tells the user's devices what the change of the chat table asks for; returns when every push
   * has ended. A record that comes again reaches only the devices that lack it.
   */
  void announce(Record change) {
    Map<String, AttributeValue> image = change.dynamodb().newImage();
    if (change.eventName() != OperationType.INSERT) {
      return;
    }
    Notice.from(image).filter(this::isFresh).ifPresent(this::announce);
  }

  /**
   * Tells the one device that lacked it.
   *
   * @throws Later if it must be tried again
   */
  void announceAgain(Retries.Retry retry) {
    Notice notice = retry.notice();
    if (!isFresh(notice)) {
      devices.settle(retry.deviceId(), notice.place());
      return;
    }
    devices
        .find(retry.deviceId())
        .filter(device -> !device.told().has(notice.place()))
        .filter(device -> !tell(notice, device))
        .ifPresent(
            _ -> {
              throw new Later("push service busy", wait(notice));
            });
  }

  private void announce(Notice notice) {
    var tasks = new ArrayList<Callable<Boolean>>();
    var origin = Origin.current();
    for (Device device : devices.of(notice.user())) {
      if (!device.told().isPast(notice.place())) {
        tasks.add(() -> origin.call(() -> tell(notice, device) || retryLater(notice, device)));
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

  /**
   * The badge is noted before the push and compared after it: whichever of several pushes at once
   * ends last, the device ends with the newest badge.
   *
   * @return false if the push is to be tried again
   */
  private boolean tell(Notice notice, Device device) {
    return devices
        .give(device.id(), notice.badge())
        .filter(current -> !isNeedless(notice, current))
        .map(current -> send(notice, current))
        .orElse(true);
  }

  private static boolean isNeedless(Notice notice, Device device) {
    return notice instanceof Silent silent
        && (silent.isKnownOn(device) || device.told().badge().isNewerThan(silent.badge()));
  }

  /** Returns false if the push is to be tried again. */
  private boolean send(Notice notice, Device device) {
    Duration left = oldest.minus(notice.age(clock.instant()));
    return switch (push.push(notice.with(device.told().badge()), device, left)) {
      case Push.Answer.Sent(String id) -> {
        sent(notice, device).with("snsMessageId", id).write();
        devices.settle(device.id(), notice.place()).ifPresent(now -> catchUp(device, now));
        yield true;
      }
      case Push.Answer.Gone(String reason) -> {
        boolean removed = devices.remove(device);
        line(Line.info(removed ? "push gone" : "push gone, registered anew"), notice, device)
            .with("reason", reason)
            .count(Metric.PUSHES_GONE)
            .write();
        yield true;
      }
      case Push.Answer.Refused(String reason) -> {
        line(Line.error("push refused"), notice, device)
            .with("reason", reason)
            .count(Metric.PUSHES_REFUSED)
            .write();
        devices.settle(device.id(), notice.place());
        yield true;
      }
      case Push.Answer.Busy(String reason) -> {
        line(Line.warn("push busy"), notice, device)
            .with("reason", reason)
            .count(Metric.PUSHES_BUSY)
            .write();
        yield false;
      }
    };
  }

  /** Another push may have overtaken the one that has ended just now. */
  private void catchUp(Device pushed, Device now) {
    Badge newest = now.told().badge();
    if (newest.isNewerThan(pushed.told().badge())) {
      var silent = new Silent(now.id().user(), newest, null);
      boolean _ = tell(silent, now) || retryLater(silent, now);
    }
  }

  /** What is not silent is owed from then on: it is not lost when later alerts come before it. */
  private boolean retryLater(Notice notice, Device device) {
    retries.enqueue(new Retries.Retry(device.id().name(), notice));
    if (notice instanceof Alert) {
      devices.owe(device.id(), notice.place());
    }
    return true;
  }

  private boolean isFresh(Notice notice) {
    boolean fresh = notice.age(clock.instant()).compareTo(oldest) < 0;
    if (!fresh) {
      Line.info("push expired")
          .with("conversation", notice.user().value())
          .with("messageId", notice.name())
          .count(Metric.PUSHES_EXPIRED)
          .write();
    }
    return fresh;
  }

  /** The waits grow with the outage, so that a long one does not use up the queue's receives. */
  private Duration wait(Notice notice) {
    Duration quarter = notice.age(clock.instant()).dividedBy(4);
    return quarter.compareTo(SHORTEST_WAIT) > 0 ? quarter : SHORTEST_WAIT;
  }

  /** How long a badge took nobody asks. */
  private Line sent(Notice notice, Device device) {
    Line line = line(Line.info("push sent"), notice, device).count(Metric.PUSHES_SENT);
    return notice instanceof Alert
        ? line.measure(Metric.ROW_TO_PUSH, notice.age(clock.instant()))
        : line;
  }

  private static Line line(Line line, Notice notice, Device device) {
    return line.with("conversation", notice.user().value())
        .with("messageId", notice.name())
        .with("device", device.id().name());
  }
}
