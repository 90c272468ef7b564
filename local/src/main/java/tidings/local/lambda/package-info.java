/** Lambda on this machine: functions, what their roles allow, and what polls sources for them. */
@NullMarked
package tidings.local.lambda;

import org.jspecify.annotations.NullMarked;
