/** Hashes by which a thing is known without being shown. */
@NullMarked
package tidings.digest;

import org.jspecify.annotations.NullMarked;
