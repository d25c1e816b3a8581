/**
 * Who there is to call, and who of them makes a request.
 */
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { mayAsk } from "@org-trust/core/lifecycle/Authorization"
import type { Request } from "@org-trust/core/lifecycle/Request"
import * as World from "@org-trust/core/lifecycle/World"
import { hasColumns, type OperationName } from "@org-trust/core/Operation"
import type { Principal } from "@org-trust/core/Principal"
import { principalOf, type WorldClient } from "../../../../WorldFile.ts"
import type { Cast, Party } from "../../../Cast.ts"
import type { Command } from "../Command.ts"
import type { Dice } from "../../Dice.ts"
import type { Session } from "../Session.ts"
import { partiesOf } from "../Sides.ts"

/** Who can call, and what they know of. */
export interface Company {
  /** The organizations of the cast only: others are left alone. */
  readonly world: World.World
  readonly clients: ReadonlyMap<Principal, WorldClient>
  /** Clients that act as users who are not active: they may do nothing at all. */
  readonly inactive: ReadonlyArray<WorldClient>
}

/** The clients of a cast. */
export const companyOf = (cast: Cast): Company => {
  const parties = partiesOf(cast)
  const isActive = ({ activeUsers }: Party, { userId }: WorldClient) =>
    userId === undefined || activeUsers.some(({ id }) => id === userId)
  return {
    world: World.make(parties.map(({ organization }) => organization)),
    clients: new Map(
      parties.flatMap((party) =>
        party.clients.filter((client) => isActive(party, client)).map((client) => [principalOf(client), client]),
      ),
    ),
    inactive: parties.flatMap((party) => party.clients.filter((client) => !isActive(party, client))),
  }
}

/** Whether a client may ask for an operation now, of a trustor if it is about one, as far as permissions go. */
export const may = (
  { clock, environment, state }: Session,
  operation: OperationName,
  client: WorldClient,
  trustorOrgId: OrganizationId | undefined,
): boolean =>
  mayAsk(environment, state(), { operation, principal: principalOf(client), now: clock.earliest(), trustorOrgId })

const isOnTrustorSide = hasColumns({ checkedIn: "trustor" })

/** One of those who lack the permission for an operation. */
export const someoneLacking = (
  operation: OperationName,
  lacking: ReadonlyArray<WorldClient>,
  dice: Dice,
): WorldClient | undefined => {
  // A user who lacks it says more than a client that is no user and can have nothing in another organization.
  const users = lacking.filter(({ userId }) => userId !== undefined)
  const isUser = dice.roll(4) > 0
  const some = isOnTrustorSide(operation) && users.length > 0 && isUser ? users : lacking
  // One who has all permissions but the needed one tells more than one who has none.
  const most = Math.max(...some.map(({ permissions }) => permissions.length))
  return dice.pick(dice.roll(2) === 1 ? some : some.filter(({ permissions }) => permissions.length === most))
}

/** The client that makes a request, or one of the same organization that may not, or whose user is not active. */
export const callerOf = <K extends OperationName>(
  session: Session,
  { clients, inactive }: Company,
  request: Request<K>,
  { deviation, lacks }: Pick<Command, "deviation" | "lacks">,
  dice: Dice,
): WorldClient | undefined => {
  const { input, operation, principal } = request
  const { organizationId } = principal
  if (deviation === "unknownCaller") {
    return dice.pick(inactive.filter((client) => client.organizationId === organizationId))
  }
  if (!lacks) return clients.get(principal)
  const trustorOrgId = "trustorOrgId" in input ? input.trustorOrgId : undefined
  const lacking = [...clients.values()].filter(
    (client) => client.organizationId === organizationId && !may(session, operation, client, trustorOrgId),
  )
  return someoneLacking(operation, lacking, dice) ?? clients.get(principal)
}
