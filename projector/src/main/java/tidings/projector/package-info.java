/**
 * The transcripts: the only writer of the chat table, one append = one transaction, and their
 * reading by the app.
 */
@NullMarked
package tidings.projector;

import org.jspecify.annotations.NullMarked;
