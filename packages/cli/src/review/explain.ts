/**
 * `org-trust explain` and `org-trust what-if`: why somebody may do something, and what
 * taking something away would change.
 */
import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { ofRemovals } from "@org-trust/core/access/BlastRadius"
import { explain as make, type Obstacle } from "@org-trust/core/access/Explain"
import type { Removal } from "@org-trust/core/access/Forecast"
import { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { jsonFlag } from "../access/inputs.ts"
import { readDirectory } from "./beside.ts"
import { checkTogether } from "../together.ts"
import { Misused } from "../usage.ts"
import { idOf, readSubject, subjectFlags, subjectTogether } from "./reading.ts"
import { day, type NameOf, rightText, whereText } from "./words.ts"

const obstacleText = (obstacle: Obstacle, nameOf: NameOf): string => {
  switch (obstacle.kind) {
    case "notInAnyTrust":
      return "The user is in no trust, by name or in a group that can be seen into."
    case "trustIsDisabled":
      return `The trust with ${nameOf(obstacle.partner)} is disabled.`
    case "trustHasEnded":
      return `The trust with ${nameOf(obstacle.partner)} ended on ${day(obstacle.at)}.`
    case "userIsNotActive":
      return `The user is not active at ${nameOf(obstacle.partner)}.`
    case "noRolePermitsIt":
      return `No role that the user has in the trust with ${nameOf(obstacle.partner)} permits it.`
    case "onlyInOtherDivisions":
      return `The user may do it only in ${obstacle.divisionIds.map(nameOf).join(", ")}.`
  }
}

const removalText = (removal: Removal, nameOf: NameOf): string => {
  switch (removal.kind) {
    case "partner":
      return `the trust with ${nameOf(removal.partner)}`
    case "user":
      return `the membership of ${nameOf(removal.userId)}`
    case "group":
      return `the group ${nameOf(removal.groupId)}`
    case "role":
      return `the role ${nameOf(removal.roleId)}`
    case "userGrant":
    case "groupGrant": {
      const who = removal.kind === "userGrant" ? removal.userId : removal.groupId
      const place = removal.divisionId === undefined ? "" : ` in ${nameOf(removal.divisionId)}`
      return `the role ${nameOf(removal.roleId)} of ${nameOf(who)}${place}`
    }
  }
}

const answers = { yes: "Yes.", no: "No.", perhaps: "Perhaps: not all that it depends on can be seen." } as const

/** The command `explain`. */
export const explain = Command.make(
  "explain",
  {
    ...subjectFlags,
    user: Flag.String("user").pipe(Flag.withDescription("Who: an id or a name (required)")),
    permission: Flag.String("permission").pipe(Flag.withDescription("What, such as routing:queue:view (required)")),
    division: Flag.String("division").pipe(
      Flag.withDescription("Where: an id or a name (default: in any division)"),
      Flag.optional,
    ),
    json: jsonFlag,
  },
  Effect.fnUntraced(function* ({ division, json, permission, user, ...flags }) {
    yield* checkTogether(subjectTogether)
    const { called, directory, snapshot } = yield* readSubject(flags, yield* readDirectory(flags.directory))
    const names = new Map<string, string>(directory.names)
    const nameOf = (id: string): string => names.get(id) ?? id
    const userId = UserId.make(yield* idOf(called, "user", user))
    const divisionId = Option.isNone(division)
      ? undefined
      : DivisionId.make(yield* idOf(called, "division", division.value))
    const question = { userId, permission, ...(divisionId !== undefined && { divisionId }) }
    const answer = make(snapshot, question, yield* DateTime.now, directory)
    if (json) return yield* Console.log(JSON.stringify(answer, undefined, 2))
    const ways = answer.ways.map(({ partner, through, where }) => {
      const role = through.kind === "defaults" ? "the flags of the trust" : `the role ${nameOf(through.roleId)}`
      const group =
        through.kind === "own" || through.groupId === undefined ? "" : ` of the group ${nameOf(through.groupId)}`
      return `  ${role}${group}, in the trust with ${nameOf(partner)} (${whereText(where, nameOf)})`
    })
    const unseen = answer.unseenGroups.map(({ partner, subject }) => `  ${nameOf(subject.id)} of ${nameOf(partner)}`)
    const section = (title: string, lines: ReadonlyArray<string>) =>
      lines.length === 0 ? [] : [title, ...new Set(lines)]
    yield* Console.log(
      [
        `May ${nameOf(userId)} do ${permission}${divisionId === undefined ? "" : ` in ${nameOf(divisionId)}`}? ${answers[answer.answer]}`,
        ...section("Through:", ways),
        ...section("Perhaps through these groups, of which it cannot be seen who is in them:", unseen),
        ...section(
          unseen.length === 0
            ? "It ends without any one of these:"
            : "Unless one of these groups lets the user in, it ends without any one of these:",
          answer.cuts.map((cut) => `  ${cut.map((removal) => removalText(removal, nameOf)).join(" and ")}`),
        ),
        ...(answer.hasAllCuts ? [] : ["There are more of these sets than can be told."]),
        ...answer.obstacles.map((obstacle) => obstacleText(obstacle, nameOf)),
      ].join("\n"),
    )
  }),
).pipe(
  Command.withDescription("Say why a user may do something here, or why not, and what would end it"),
  Command.withExamples([
    {
      command: "org-trust explain --user 'Tom Thorne' --permission routing:queue:view",
      description: "Say why somebody may see queues, or why not",
    },
  ]),
)

const removed = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withDescription(description), Flag.optional)

/** The command `what-if`. */
export const whatIf = Command.make(
  "what-if",
  {
    ...subjectFlags,
    partner: removed(
      "partner",
      "Without the trust with this partner, or with --user or --group only that member of it",
    ),
    user: removed("user", "Without this user of the partner"),
    group: removed("group", "Without this group of the partner"),
    role: removed("role", "Without this role, whoever has it"),
    json: jsonFlag,
  },
  Effect.fnUntraced(function* ({ group, json, partner, role, user, ...flags }) {
    yield* checkTogether(subjectTogether)
    if ([group, partner, role, user].every(Option.isNone)) {
      const message = "What would be taken away is not said: give --partner, --user, --group or --role"
      return yield* new Misused({ message })
    }
    const { called, directory, snapshot } = yield* readSubject(flags, yield* readDirectory(flags.directory))
    const names = new Map<string, string>(directory.names)
    const nameOf = (id: string): string => names.get(id) ?? id
    const meant = (what: string, text: Option.Option<string>) =>
      Option.isNone(text) ? Effect.undefined : idOf(called, what, text.value)
    const [partnerId, userId, groupId, roleId] = yield* Effect.all([
      meant("partner", partner),
      meant("user", user),
      meant("group", group),
      meant("role", role),
    ])
    const only = partnerId === undefined ? undefined : OrganizationId.make(partnerId)
    const partners = only === undefined ? [...snapshot.trustees.keys()] : [only]
    const removals: ReadonlyArray<Removal> = [
      ...(only !== undefined && userId === undefined && groupId === undefined
        ? [{ kind: "partner", partner: only } as const]
        : []),
      ...partners.flatMap((each): ReadonlyArray<Removal> => [
        ...(userId === undefined ? [] : [{ kind: "user", partner: each, userId: UserId.make(userId) } as const]),
        ...(groupId === undefined ? [] : [{ kind: "group", partner: each, groupId: GroupId.make(groupId) } as const]),
      ]),
      ...(roleId === undefined ? [] : [{ kind: "role", roleId: RoleId.make(roleId) } as const]),
    ]
    const { losses } = ofRemovals(snapshot, removals, yield* DateTime.now, directory)
    if (json) return yield* Console.log(JSON.stringify(losses, undefined, 2))
    const lines = losses.map(
      ({ isCertain, partner: of, right, subject, where }) =>
        `${isCertain ? "" : "perhaps "}${nameOf(subject.id)} of ${nameOf(of)} loses ${rightText(right, nameOf)} (${whereText(where, nameOf)})`,
    )
    yield* Console.log(lines.length === 0 ? "Nobody would lose anything." : lines.join("\n"))
  }),
).pipe(
  Command.withDescription("Say who would lose what, if a partner, a member or a role were taken away"),
  Command.withExamples([
    {
      command: "org-trust what-if --partner 'Northwind Partners'",
      description: "Say who would lose what without a partner",
    },
  ]),
)
