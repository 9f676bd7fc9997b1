/** From text to a checked spec: YAML or JSON, whichever it is. Never throws; every problem names its place. */
import { isMap, LineCounter, parseDocument, type Document } from 'yaml'
import { builtInCatalogue, type Catalogue } from '../strategy/catalogue'
import { checkSpec, type SpecResult } from './spec'
import { MAX_PROBLEMS } from './spec-problem'
import { MAX_SPEC_BYTES } from './spec-size'
import { crossedLimit, SPEC_LIMITS } from './yaml-limits'
import { yamlWords } from './yaml-words'

/** An alias can stand for a large part each time; a few are handy, thousands are an attack. */
const MAX_ALIASES = 50
/** JSON's kinds of values alone: a text that calls itself YAML 1.1 gets no merge keys (`<<`), binary data or numbers to the base of 60. */
const YAML = { schema: 'core', merge: false, resolveKnownTags: false } as const

/**
 * Reads a spec. Every JSON text is YAML too, so one parser does both.
 * @param catalogue the strategies it may name
 * @param upstreams the names of the user's own HTTP upstreams that it may name
 */
export function parseSpecText(
  text: string,
  catalogue: Catalogue = builtInCatalogue,
  upstreams: readonly string[] = [],
): SpecResult {
  if (text.length > MAX_SPEC_BYTES)
    return problem(
      `the text is longer than ${MAX_SPEC_BYTES / 1024} KiB; a spec is a few hundred lines at most`,
    )
  const crossed = crossedLimit(text, SPEC_LIMITS)
  if (crossed) return { ok: false, problems: [{ path: `line ${crossed.line}`, message: crossed.message }] }
  const lines = new LineCounter()
  const document = parseDocument(text, { ...YAML, lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.slice(0, MAX_PROBLEMS).map(({ pos, code, message }) => {
        const { line, col } = lines.linePos(pos[0])
        return { path: `line ${line}, column ${col}`, message: yamlWords(code, message) }
      }),
    }
  if (!isMap(document.contents))
    return problem(
      document.contents
        ? 'the text must be a map of keys and values, for example "name: My experiment"'
        : 'the text is empty; write at least a name and one strategy',
    )
  if (document.warnings.length > 0)
    return {
      ok: false,
      problems: document.warnings.slice(0, MAX_PROBLEMS).map(({ pos, code, message }) => ({
        path: `line ${lines.linePos(pos[0]).line}`,
        message: yamlWords(code, message),
      })),
    }
  return valueOf(document, catalogue, upstreams)
}

function valueOf(document: Document.Parsed, catalogue: Catalogue, upstreams: readonly string[]): SpecResult {
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    // Aliases are resolved only here: one without an anchor, or so many that they would fill the memory.
    if (error instanceof ReferenceError) return problem(yamlWords(null, error.message))
    throw error
  }
  return checkSpec(value, catalogue, upstreams)
}

function problem(message: string): SpecResult {
  return { ok: false, problems: [{ path: '', message }] }
}
