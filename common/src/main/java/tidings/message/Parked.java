package tidings.message;

import java.time.Instant;

/**
 * What could not be processed, set aside with its reason until somebody redrives it.
 *
 * @param queue the queue whose message it was: transcript or dispatch
 * @param code for machines, such as {@code refused}; {@code reason} is for people
 * @param body the queue message as it was
 */
public record Parked(String queue, String code, String reason, Instant at, String body) {}
