/**
 * One run at a time with one journal. The lock is one of the system: when a process
 * ends, however it does, its lock is gone.
 */
import * as Effect from "effect/Effect"
import { reasonOf } from "../reasonOf.ts"
import { cannotDo } from "./Failures.ts"

const isBusy = (cause: unknown): boolean => /database is locked/i.test(reasonOf(cause))

const open = (journal: string) =>
  Effect.tryPromise({
    try: async () => {
      const { DatabaseSync } = await import("node:sqlite")
      const lock = new DatabaseSync(`${journal}.lock`)
      try {
        lock.exec("BEGIN EXCLUSIVE")
        return lock
      } catch (cause) {
        lock.close()
        throw cause
      }
    },
    catch: (cause) =>
      cannotDo(
        isBusy(cause)
          ? `Nothing was done: another run with the journal ${journal} is under way. Wait until it has ended`
          : `Nothing was done: cannot lock ${journal}.lock: ${reasonOf(cause)}`,
      ),
  })

/**
 * Holds the lock of a journal until the scope ends. What is planned meanwhile, nobody
 * else changes with this journal. The file `JOURNAL.lock` stays, empty: whoever deleted
 * it would let two runs in.
 */
export const lockJournal = (journal: string) =>
  Effect.acquireRelease(open(journal), (lock) => Effect.sync(() => lock.close()))
