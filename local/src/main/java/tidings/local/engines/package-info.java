/** The engines that stand in for AWS, all in this JVM and on the loopback alone. */
@NullMarked
package tidings.local.engines;

import org.jspecify.annotations.NullMarked;
