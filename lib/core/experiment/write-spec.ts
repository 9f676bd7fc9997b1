/** From a spec to the YAML that a person would write: nothing empty, and lists of figures on one line. */
import { Document, isScalar, visit } from 'yaml'

/** The text of a spec, checked or not. */
export function specText(spec: Record<string, unknown>): string {
  const document = new Document(withoutEmpty(spec) ?? {})
  visit(document, {
    Seq(_, list) {
      if (list.items.every((item) => isScalar(item) && typeof item.value !== 'string')) list.flow = true
    },
    Map(_, map, path) {
      // A chosen point is a line of its own.
      const isPoint = path.some(
        (parent) => 'key' in parent && isScalar(parent.key) && parent.key.value === 'points',
      )
      if (isPoint) map.flow = true
    },
  })
  return document.toString({ lineWidth: 100 })
}

/** Without objects and lists that say nothing; undefined where nothing is left. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((entry) => withoutEmpty(entry) ?? {})
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
