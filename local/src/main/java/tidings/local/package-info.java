/** The whole stack on one machine: the template, the engines, the simulators. */
@NullMarked
package tidings.local;

import org.jspecify.annotations.NullMarked;
