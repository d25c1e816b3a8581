/**
 * A way to stop the tests of a subject soon: once the gate is closed no call gets
 * through any more, so that a clause that is under way comes to its end at once.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Invoke } from "@org-trust/core/Invoke"
import * as Services from "@org-trust/core/Services"
import type { Subject } from "@org-trust/testkit/contract/Subject"

/** A subject that can be closed. */
export interface Gate {
  readonly subject: Subject
  readonly close: Effect.Effect<void>
}

/** Puts a gate, open at first, in front of a subject. */
export const make = (subject: Subject): Gate => {
  let isOpen = true
  const guarded =
    (invoke: Invoke): Invoke =>
    (operation, input) =>
      Effect.suspend(() => (isOpen ? invoke(operation, input) : Effect.interrupt))
  return {
    subject: {
      ...subject,
      connect: (client) =>
        Layer.effectContext(
          Effect.map(Layer.build(subject.connect(client)), (services) =>
            Services.make(guarded(Services.toInvoke(services))),
          ),
        ),
    },
    close: Effect.sync(() => {
      isOpen = false
    }),
  }
}
