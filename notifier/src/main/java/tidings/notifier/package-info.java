/**
 * Pushes to the customers' devices, and the registry of these. The device table, which this package
 * alone writes:
 *
 * <pre>
 * U#{userKey}                  pk: HMAC of the user id
 * └── device#{device id}       a device: its endpoint at SNS, its language, what it was told of
 * T#{token hash}               pk: SHA-256 of platform and token
 * └── owner                    the one device that holds the token
 * </pre>
 *
 * A device and the owner of its token are written and removed in one transaction. Both expire when
 * the device was not seen for long, the device first: a device never lacks its owner row.
 */
@NullMarked
package tidings.notifier;

import org.jspecify.annotations.NullMarked;
