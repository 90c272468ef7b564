/**
 * Takes customers' messages from the dispatch queue to Genesys Cloud, with retries, and reports how
 * each attempt ended.
 *
 * <p>The ledger holds the end of each attempt for 30 days and is what keeps a repeated queue
 * message from being posted again:
 *
 * <pre>
 * U#{user key}                                                          pk
 * ├─ {integration id}#{message id}#attempt#000001#{the message's time}   sk    outcome (JSON), genesysCorrelationId, at, ttl
 * ├─ {integration id}#{id of a wish}#end                                 sk    outcome, at, ttl
 * ├─ {integration id}#{id of a wish}#agentless                           sk    begun, or undone, or outcome; at, ttl
 * └─ {any of these, or a file's copy}#failing#{id of the queue message}  sk    at: since when it fails for its own sake; ttl
 * </pre>
 *
 * <p>A message is posted, or parked; then its end is recorded; then it is reported. A crash between
 * two of these repeats what is missing. Only between Genesys' answer and our record of it, and
 * where Genesys gave no answer in time, is a message posted again: with the same message id and
 * time, so that an agent may see it twice if Genesys does not recognise it (nothing says that it
 * does).
 *
 * <p>A later attempt is not posted where Genesys took the one before, unless Genesys has reported
 * that one as failed. What is sent without an agent has no id that Genesys knows: it is noted
 * before it is posted, and parked where it may have been posted already. Typing and receipts are
 * told or dropped.
 *
 * <p>Genesys counts 300 requests a minute for a token of ours, over all instances (developer centre
 * blog, "Caching in flows"). Messages are deferred from 90 % on, so one installation forwards about
 * 270 messages a minute; a customer's reply that is refused as structured and goes out as text
 * counts twice. More needs a higher limit from Genesys, which the headers then announce by
 * themselves, and at some ten thousand a minute more concurrency of the event source.
 */
@NullMarked
package tidings.dispatcher;

import org.jspecify.annotations.NullMarked;
