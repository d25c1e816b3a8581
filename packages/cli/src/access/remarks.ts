/**
 * What ids stand for, said beside them in YAML.
 */
import { type Document, visit } from "yaml"

/** Says beside each id of a document what it stands for, where that is known. */
export const addRemarks = (document: Document, remarks: ReadonlyMap<string, string>): void =>
  visit(document, {
    Scalar: (_, scalar) => {
      const remark = typeof scalar.value === "string" ? remarks.get(scalar.value) : undefined
      // A remark is one line, whatever somebody is called.
      if (remark !== undefined) scalar.comment = ` ${remark.replace(/\p{Cc}+/gu, " ")}`
    },
  })
