/**
 * The chat table. Partition = user, so that one query reads all of a user's heads:
 *
 * <pre>
 * U#{userKey}                      pk: HMAC of the user id
 * ├── erased                       that all was erased, and until when; stays when all else is gone
 * ├── head#{feed}                  where a feed ends: epoch, last number, counts, marks
 * ├── log#{feed}#{epoch}#{seq}     the feed's entries; 12 digits, dense, from 1
 * │                                kind message: what was said, and its state as of now
 * │                                kind state: a message's new state, as of then
 * │                                kind content: a message's new content, as of then
 * │                                kind acknowledged: an offer was acknowledged
 * ├── seen#{feed}#{epoch}#{version} a read mark's badge, for the devices; kept for a day
 * └── mark#{feed}#{kind}#{id}      what was there already, and under which number
 *     ├── customer#{message id}      a message of the customer
 *     ├── agent#{message id}         a message of an agent or bot
 *     ├── genesys#{Genesys' id}      Genesys' name of a customer's message
 *     ├── receipt#{Genesys' id}      a receipt that came before its message's report
 *     ├── ended#{id}                 the end of a conversation
 *     ├── offer#{offer id}           an offer
 *     └── talk#{conversation id}     that the user had a part in it
 * C#{conversation id}
 * └── chat                         whose conversation of Genesys' it is
 * </pre>
 *
 * A feed is {@code chat#{integration id}} or {@code offers#{integration id}}. All items of a feed
 * expire together with its last entry. Marks and conversations name the epoch to which they belong.
 */
@NullMarked
package tidings.table;

import org.jspecify.annotations.NullMarked;
