package tidings.notifier;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import tidings.lambda.Line;
import tidings.lambda.Problem;

/** Registers devices and forgets them. */
final class Registry {
  private static final int MOST_DEVICES = 20;
  private static final int TRIES = 5;

  private final Devices devices;
  private final Endpoints endpoints;
  private final Map<Platform, String> applications;
  private final Clock clock;

  /**
   * @param applications ARN of the platform application, where there is one
   */
  Registry(Devices devices, Endpoints endpoints, Map<Platform, String> applications, Clock clock) {
    this.devices = devices;
    this.endpoints = endpoints;
    this.applications = Map.copyOf(applications);
    this.clock = clock;
  }

  /** The platforms that can be pushed to. */
  Set<Platform> platforms() {
    return applications.keySet();
  }

  /**
   * Registers the device as the one that holds the token; of too many, the user's device that was
   * not seen for longest goes.
   *
   * @throws Problem 422 if SNS refuses the token, 503 if others kept registering it meanwhile
   */
  void register(Device.Id id, Registration registration) {
    Instant begin = clock.instant();
    for (int i = 0; i < TRIES; i++) {
      if (tryToRegister(id, registration) || isRegisteredSince(begin, id, registration)) {
        makeRoomBeside(id);
        log("device registered", id);
        return;
      }
    }
    throw Problem.notKnownToBeAccepted();
  }

  /** Forgets the device, if it is known. */
  void remove(Device.Id id) {
    for (int i = 0; i < TRIES; i++) {
      if (tryToRemove(id)) {
        log("device removed", id);
        return;
      }
    }
    throw Problem.notKnownToBeAccepted();
  }

  private static void log(String end, Device.Id id) {
    Line.info(end).with("conversation", id.user().value()).with("device", id.name()).write();
  }

  /** Returns false if another registration overtook this one. */
  private boolean tryToRegister(Device.Id id, Registration registration) {
    try {
      return write(id, registration);
    } catch (NotFoundException _) {
      return false; // the endpoint was deleted under our hands
    }
  }

  /** Whether the same registration, sent at the same time, was what overtook this one. */
  private boolean isRegisteredSince(Instant begin, Device.Id id, Registration registration) {
    return devices
        .find(id)
        .filter(device -> device.tokenHash().equals(registration.tokenHash()))
        .filter(device -> device.platform() == registration.platform())
        .filter(device -> device.about().equals(registration.about()))
        .filter(device -> !device.lastSeen().isBefore(begin))
        .isPresent();
  }

  /** Returns false if another registration came between. */
  private boolean write(Device.Id id, Registration registration) {
    var before = devices.find(id);
    var owner = devices.owner(registration.tokenHash());
    owner
        .filter(other -> !other.device().equals(id))
        .ifPresent(other -> endpoints.delete(other.endpoint()));
    var device =
        new Device(
            id,
            registration.platform(),
            registration.tokenHash(),
            endpoint(before, registration),
            registration.about(),
            clock.instant(),
            Told.NOTHING);
    return devices.register(device, before, owner);
  }

  private String endpoint(Optional<Device> before, Registration registration) {
    String application =
        Optional.ofNullable(applications.get(registration.platform())).orElseThrow();
    String token = registration.token();
    return before
        .map(device -> endpoints.renewed(device.endpoint(), application, token))
        .orElseGet(() -> endpoints.made(application, token));
  }

  /** Returns false if another registration came between. */
  private boolean tryToRemove(Device.Id id) {
    var device = devices.find(id);
    device.ifPresent(known -> endpoints.delete(known.endpoint()));
    return device.isEmpty() || devices.remove(device.get());
  }

  private void makeRoomBeside(Device.Id id) {
    var others =
        devices.of(id.user()).stream()
            .filter(device -> !device.id().equals(id))
            .sorted(Comparator.comparing(Device::lastSeen).reversed())
            .toList();
    others.stream().skip(MOST_DEVICES - 1).forEach(device -> remove(device.id()));
  }
}
