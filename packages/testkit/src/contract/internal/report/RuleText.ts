/**
 * What a report says of a rule.
 */
import { rules } from "@org-trust/core/lifecycle/Rule"

const isRule = (id: string): id is keyof typeof rules => Object.hasOwn(rules, id)

/** Level, sentence and source of a rule. */
export const ruleText = (id: string): string => {
  if (!isRule(id)) return "unknown"
  const { level, sentence, source } = rules[id]
  return `${level}: ${sentence} (${source})`
}
