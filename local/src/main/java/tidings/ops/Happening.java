package tidings.ops;

import java.time.Instant;

/** Something that happened to a message, in words for people. */
record Happening(Instant at, String words) {}
