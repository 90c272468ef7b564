/** Genesys Cloud's side of Open Messaging: its API, its checks, its webhooks and its bad days. */
@NullMarked
package tidings.local.genesys;

import org.jspecify.annotations.NullMarked;
