/**
 * Carrying out a command: wait, bring about what is given, change something at home,
 * ask, and look at what came of it.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { isChange, type OperationName } from "@org-trust/core/Operation"
import type { Step } from "../../../../arbitrary/Plan.ts"
import { toRequest } from "../../../../arbitrary/Requests.ts"
import type { Violation } from "../../../Violation.ts"
import type { Command } from "../Command.ts"
import { type Dice, dice } from "../../Dice.ts"
import type { Session } from "../Session.ts"
import { changeAtHome } from "./AtHome.ts"
import { callerOf, type Company } from "./Company.ts"
import { look } from "./look/Look.ts"
import { walk } from "./look/Walk.ts"
import { type Scene, setScene } from "./Scene.ts"
import { waitMillis } from "./Waits.ts"
import { withinHistory } from "./WithinHistory.ts"

const ask = Effect.fnUntraced(function* <K extends OperationName>(
  session: Session,
  { company, state }: Scene,
  command: Command,
  step: Step<K>,
  dice: Dice,
): Effect.fn.Return<void, Violation> {
  const { clock, count, environment } = session
  const { clients, world } = company
  const { profile } = environment
  const moment = { world, profile, state, now: clock.earliest(), count: count(), principals: [...clients.keys()] }
  const request: Request<K> = toRequest(moment, step)
  const client = callerOf(session, company, request, command, dice)
  if (client === undefined) return
  const { operation } = request
  const limited = withinHistory(session, operation, request.input)
  const result = yield* session.call(client, operation, limited)
  if (Result.isSuccess(result)) yield* walk(session, client, operation, limited, result.success)
  if (command.looks && isChange(operation)) yield* look(session, client, operation, limited)
})

/** Carries out a command; fails where the implementation and the model differ. */
export const perform = Effect.fnUntraced(function* (
  session: Session,
  everybody: Company,
  command: Command,
): Effect.fn.Return<void, Violation> {
  const { atHome, given, how, lacks: _lacks, looks: _looks, wait, ...step } = command
  const rolled = dice(how)
  yield* session.pass(waitMillis(session, wait))
  const scene: Scene =
    given === "things as they are"
      ? { company: everybody, state: session.state(), where: command.where }
      : yield* setScene(session, everybody, given, command, rolled)
  yield* changeAtHome(session, atHome, rolled)
  // A caller who is unknown asks for what anybody could ask for.
  const deviation = step.deviation === "unknownCaller" ? "none" : step.deviation
  yield* ask(session, scene, command, { ...step, deviation, where: scene.where, wait: 0 }, rolled)
})
