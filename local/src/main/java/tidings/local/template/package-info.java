/** Reads {@code template.yaml} strictly and says what it deploys. */
@NullMarked
package tidings.local.template;

import org.jspecify.annotations.NullMarked;
