/** The language of the system: what customers, agents and Genesys say, and its JSON. */
@NullMarked
package tidings.message;

import org.jspecify.annotations.NullMarked;
