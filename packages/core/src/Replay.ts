/**
 * What may be done about a request whose outcome is unknown: its answer was lost,
 * came too late, or said only that the server had failed.
 */

/**
 * The replay law of an operation: what a client may do when it cannot tell whether
 * its request was carried out.
 *
 * - `safe`: the operation changes nothing. It may be sent again.
 * - `repeatable`: sent again it leaves the same state and has the same answer. It may
 *   be sent again. (A repeated change can appear in the audits twice.)
 * - `removal`: what is removed cannot be removed twice. It may be sent again, and
 *   `NotFound` then means that it is gone, as was wished.
 * - `readBack`: the server refuses the second time, because of the first. The state
 *   is read first; only where it shows that nothing has happened is the request sent
 *   again.
 * - `once`: every request makes something new, and nothing tells whether it has. It
 *   is never sent again.
 * @category models
 * @since 0.1.0
 */
export type Replay = "safe" | "repeatable" | "removal" | "readBack" | "once"
