/**
 * The command in the process of the tests: the same effect as in a process of its own,
 * with what it says and its status, without the second that loading it takes.
 */
import { Console as NodeConsole } from "node:console"
import { Writable } from "node:stream"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Runtime from "effect/Runtime"
import * as Stdio from "effect/Stdio"
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import { orgTrust } from "../../src/orgTrust.ts"
import type { Ended } from "./cli.ts"

/** A console that hands on what is written to it. */
const consoleOf = (onOut: (text: string) => void, onError: (text: string) => void): Console.Console => {
  const to = (hear: (text: string) => void) =>
    new Writable({
      decodeStrings: false,
      write: (text, _, done) => {
        hear(String(text))
        done()
      },
    })
  return new NodeConsole({ stdout: to(onOut), stderr: to(onError), colorMode: false })
}

const nowhere: TerminalCapabilities.TerminalCapabilities = { canColor: false, canAnimate: false, canPrompt: false }

/** The command as `main.ts` runs it, where nobody looks; it says what it says to this console. */
const running = (args: ReadonlyArray<string>, console: Console.Console) =>
  orgTrust.pipe(
    Effect.tapCause((cause) =>
      !Cause.hasInterruptsOnly(cause) && Runtime.getErrorReported(Cause.squash(cause))
        ? Effect.logError(cause)
        : Effect.void,
    ),
    Effect.provide(Layer.provideMerge(Stdio.layerTest({ args: Effect.succeed(args) }), NodeServices.layer)),
    Effect.provideService(TerminalCapabilities.TerminalCapabilities, nowhere),
    Effect.provideService(Console.Console, console),
  )

const codeOf = <A, E>(exit: Exit.Exit<A, E>): number => {
  let code = -1
  Runtime.defaultTeardown(exit, (given) => (code = given))
  return code
}

/** Runs the command to its end. */
export const run = async (...args: ReadonlyArray<string>): Promise<Ended> => {
  const said = { stdout: "", stderr: "" }
  const console = consoleOf(
    (text) => (said.stdout += text),
    (text) => (said.stderr += text),
  )
  return { code: codeOf(await Effect.runPromiseExit(running(args, console))), ...said }
}

/** Serves the emulator for as long as it is used. */
export const serving = (args: ReadonlyArray<string>, use: (url: string) => Promise<void>): Promise<void> =>
  Effect.gen(function* () {
    const listening = yield* Deferred.make<string>()
    let stdout = ""
    let stderr = ""
    const console = consoleOf(
      (text) => {
        stdout += text
        const [, url] = /^listening on (http:\/\/\S+)\n/.exec(stdout) ?? []
        if (url !== undefined) Deferred.doneUnsafe(listening, Exit.succeed(url))
      },
      (text) => (stderr += text),
    )
    const fiber = yield* Effect.forkChild(running(["emulate", ...args], console))
    const ended = Effect.andThen(Fiber.await(fiber), Effect.die(new Error(`The emulator ended: ${stdout}${stderr}`)))
    const url = yield* Effect.raceFirst(Deferred.await(listening), ended)
    yield* Effect.promise(() => use(url)).pipe(Effect.ensuring(Fiber.interrupt(fiber)))
  }).pipe(Effect.runPromise)
