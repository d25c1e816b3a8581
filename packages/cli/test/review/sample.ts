/**
 * A review with names that do their worst.
 */
import * as DateTime from "effect/DateTime"
import { review } from "@org-trust/core/access/Review"
import type { SeenTrustee } from "@org-trust/core/access/Snapshot"
import { GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`

const roleId = (number: number) => RoleId.make(id(9_000 + number))

const roleNames = new Map(
  ["Supervisor", "Quality evaluator", "Trust administrator", "Billing"].map((name, at) => [roleId(at), name]),
)

export const now = DateTime.makeUnsafe("2026-06-01T00:00:00Z")

/** Names as an attacker would choose them. */
export const hostileNames = [
  `<img src=x onerror="alert(1)">`,
  `</script><script>alert(2)</script>`,
  `=HYPERLINK("https://example.test","x")`,
  `"><svg onload=alert(3)>`,
  "Northwind, Partners; of the north\nand the south\\",
]

const partnerNames = [...hostileNames, "Cedar Health", "Alder Contact Centers", "Birch & Sons", "Lindt Consulting"]

const trusteeOf = (at: number, name: string): readonly [OrganizationId, SeenTrustee] => {
  const member = (number: number) =>
    [
      UserId.make(id(1_000 + at * 10 + number)),
      {
        name: number === 0 ? (hostileNames[at % hostileNames.length] ?? "Tom") : `Person ${at * 10 + number}`,
        roles: new Set(number === 2 ? [] : [roleId((at + number) % 3)]),
        permissions: new Set(
          number === 2
            ? []
            : [
                ["routing:queue:view", "quality:evaluation:add", "authorization:orgTrustee:add"][(at + number) % 3] ??
                  "",
              ],
        ),
        since: DateTime.makeUnsafe("2025-03-01T00:00:00Z"),
        state: number === 3 ? "inactive" : "active",
      },
    ] as const
  return [
    OrganizationId.make(id(at)),
    {
      name,
      enabled: at !== 4,
      ...(at % 4 !== 3 && { dateExpired: DateTime.add(now, { days: at * 40 - 20 }) }),
      since: DateTime.makeUnsafe("2025-01-01T00:00:00Z"),
      roleNames,
      users: new Map([0, 1, 2, 3].map(member)),
      groups: new Map([[GroupId.make(id(2_000 + at)), { name: "On call", roles: new Set([roleId(3)]), size: 30 }]]),
      clones: new Set(),
    },
  ]
}

/** The review. */
export const sample = review(
  {
    organizationId: OrganizationId.make(id(8_000)),
    takenAt: now,
    trustees: new Map(partnerNames.map((name, at) => trusteeOf(at, name))),
    trustors: new Map(),
  },
  { now },
)
