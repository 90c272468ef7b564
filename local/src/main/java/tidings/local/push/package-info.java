/** Amazon SNS' mobile push, spoken in its own protocol: applications, endpoints, publishing. */
@NullMarked
package tidings.local.push;

import org.jspecify.annotations.NullMarked;
