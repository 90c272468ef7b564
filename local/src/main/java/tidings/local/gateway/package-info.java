/** Serves the template's HTTP API as API Gateway does, payload format 2.0 included. */
@NullMarked
package tidings.local.gateway;

import org.jspecify.annotations.NullMarked;
