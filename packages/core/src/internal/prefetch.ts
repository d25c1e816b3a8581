import * as Channel from "effect/Channel"
import * as Stream from "effect/Stream"

/**
 * Lets a stream produce up to `count` of its arrays ahead of the consumer; with 0
 * none, as without it. Produced ahead is what is under way or waits, beside the array
 * that the consumer is at. A failure comes after all that was produced before it, and
 * a consumer that stops interrupts what is under way.
 */
export const prefetch =
  (count: number) =>
  <A, E, R>(self: Stream.Stream<A, E, R>): Stream.Stream<A, E, R> =>
    // `Stream.bufferArray` would count entities instead of arrays. One array less in
    // the buffer, because the producer always holds the one that it cannot hand over yet.
    count > 0 ? Stream.fromChannel(Channel.buffer(Stream.toChannel(self), { capacity: count - 1 })) : self
