/** Which way each message took through the stack, with the times of each step. */
@NullMarked
package tidings.local.trail;

import org.jspecify.annotations.NullMarked;
