package tidings.projector;

import java.util.Optional;

/** That something is there, and which entry it is. */
record Mark(String kind, String id, long seq, Optional<String> note) {}
