/**
 * `org-trust export`: what there is, as a trust file.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { Document, isMap, isNode, isPair, isScalar } from "yaml"
import { fromSnapshot, type Exported } from "@org-trust/core/access/Export"
import { recall } from "@org-trust/core/access/History"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { connect, connectionFlags } from "./Connection.ts"
import { cannotDo } from "./Failures.ts"
import { fileFlag } from "../flags.ts"
import { jsonFlag } from "./inputs.ts"
import { checkOrganization, readJournal, readSnapshot, readTrustors } from "./planning.ts"
import { addRemarks } from "./remarks.ts"

const unseen = ` The API does not tell in which divisions a role was granted: here all hold in all divisions.
 A change of somebody's roles grants what the file says, so name the divisions first where there are any:
   - { role: NAME, divisions: [ID] }`

/** The file in YAML; what each id stands for is said beside it. */
export const toYaml = ({ file, remarks }: Exported, isSeen: boolean): string => {
  const isEmpty = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0
  const said = Object.entries(file).filter(
    ([key, value]) => key === "trustees" || key === "trustors" || !isEmpty(value),
  )
  const document = new Document(Object.fromEntries(said))
  addRemarks(document, remarks)
  if (!isSeen) document.commentBefore = unseen
  if (isMap(document.contents)) {
    for (const [at, { key }] of document.contents.items.entries()) {
      if (at > 0 && isNode(key) && isScalar(key)) key.spaceBefore = isPair(document.contents.items[at])
    }
  }
  return document.toString({ lineWidth: 0 })
}

/** The command. */
export const exportCommand = Command.make(
  "export",
  {
    organization: Flag.String("organization").pipe(
      Flag.withMetavar("ID"),
      Flag.withDescription("The organization of the credentials, where GENESYSCLOUD_ORGANIZATION_ID does not say it"),
      Flag.withSchema(OrganizationId),
      Flag.optional,
    ),
    json: jsonFlag,
    journal: fileFlag("journal", "The journal of what was granted in which divisions (default: none)"),
    ...connectionFlags,
  },
  Effect.fnUntraced(function* ({ journal, json, organization, ...flags }) {
    const connection = yield* connect(flags)
    const organizationId = Option.getOrElse(organization, () => connection.organizationId)
    if (organizationId === undefined) {
      return yield* cannotDo(
        "It is not known which organization this is: give --organization ID, or set GENESYSCLOUD_ORGANIZATION_ID",
      )
    }
    yield* checkOrganization(connection, organizationId)
    const entries = Option.isNone(journal) ? [] : yield* readJournal(journal.value)
    const trustors = yield* readTrustors(connection, organizationId)
    const seen = yield* readSnapshot(connection, flags.rate, { organizationId, care: true, trustors: false })
    const snapshot = recall({ ...seen, trustors: trustors ?? seen.trustors }, entries)
    const { file, remarks } = fromSnapshot(snapshot)
    const { trustors: _, ...without } = file
    // What cannot be seen the file says nothing of.
    const exported: Exported = { file: trustors === undefined ? without : file, remarks }
    const isSeen = [...snapshot.trustees.values()].every(({ groups, users }) =>
      [...users.values(), ...groups.values()].every(({ grants, roles }) => grants !== undefined || roles.size === 0),
    )
    yield* Console.log(json ? JSON.stringify(exported.file, undefined, 2) : toYaml(exported, isSeen).trimEnd())
  }),
).pipe(
  Command.withDescription("Print what there is, as a trust file"),
  Command.withExamples([
    { command: "org-trust export > trusts.yaml", description: "Begin a trust file with what there is" },
  ]),
)
