/**
 * The operator's command, against a deployed stack or the local one: one small class for each
 * subcommand, and a {@link tidings.ops.Connection} that yields clients and names what was deployed.
 */
@NullMarked
package tidings.ops;

import org.jspecify.annotations.NullMarked;
