/** The mobile app in the local stack: built when its sources have changed, and served. */
@NullMarked
package tidings.local.app;

import org.jspecify.annotations.NullMarked;
