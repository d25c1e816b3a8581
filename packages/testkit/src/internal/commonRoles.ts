/** The roles that the organizations of the built-in world have in common. */
export const commonRoles = {
  /** What every trusted user needs to see where they are let in, and who else is. */
  trustedExternalUser: {
    name: "Trusted External User",
    may: ["authorization:orgTrustor:view", "authorization:orgTrusteeUser:view"],
  },
  /** Lets a trusted user manage who else of their organization is let in. */
  trustAdministrator: {
    name: "Trust Administrator",
    may: [
      "authorization:orgTrusteeUser:add",
      "authorization:orgTrusteeUser:view",
      "authorization:orgTrusteeUser:edit",
      "authorization:orgTrusteeUser:delete",
      "authorization:orgTrusteeGroup:add",
      "authorization:orgTrusteeGroup:view",
      "authorization:orgTrusteeGroup:edit",
      "authorization:orgTrusteeGroup:delete",
    ],
  },
  /** Each of these permits one thing that the trust administrator may do. */
  recruiter: { name: "Trust Recruiter", may: ["authorization:orgTrusteeUser:add"] },
  remover: { name: "Trust Remover", may: ["authorization:orgTrusteeUser:delete"] },
  supervisor: { name: "Supervisor", may: ["authorization:orgTrusteeUser:view"] },
  visitor: { name: "Visitor", may: [] },
  /** The same for groups, each apart from users. */
  groupRecruiter: { name: "Group Recruiter", may: ["authorization:orgTrusteeGroup:add"] },
  groupRemover: { name: "Group Remover", may: ["authorization:orgTrusteeGroup:delete"] },
  groupSupervisor: { name: "Group Supervisor", may: ["authorization:orgTrusteeGroup:view"] },
  /** All about users, nothing about groups. */
  userAdministrator: {
    name: "User Administrator",
    may: [
      "authorization:orgTrustor:view",
      "authorization:orgTrusteeUser:add",
      "authorization:orgTrusteeUser:view",
      "authorization:orgTrusteeUser:edit",
      "authorization:orgTrusteeUser:delete",
    ],
  },
} as const
