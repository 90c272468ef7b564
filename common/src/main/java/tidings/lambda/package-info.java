/** The little Lambda plumbing that more than one function needs. */
@NullMarked
package tidings.lambda;

import org.jspecify.annotations.NullMarked;
