/** Everything that comes in by HTTP: checked, then enqueued with one send, and nothing else. */
@NullMarked
package tidings.ingest;

import org.jspecify.annotations.NullMarked;
