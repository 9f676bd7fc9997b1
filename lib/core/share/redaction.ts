/**
 * Takes names out of a report before anything is drawn of it: every text of it is looked through, so that a host in a label, an
 * error or a finding’s evidence goes as surely as one in the spec. The same name becomes the same stand-in throughout.
 */
import type { RunReport } from '../summary/report'
import type { Hidden } from './share'

/** Facts of an exported file that tell of the machine. */
export const MACHINE_FACTS: readonly string[] = [
  'etcd',
  'HTTP upstream',
  'Toxiproxy',
  'Lab',
  'Node.js',
  'Machine',
]

/** What a name is made of, in whatever script it is written. Letters may be followed by their marks. */
const NAME = String.raw`\p{L}\p{M}\p{N}_`
const LABEL = `[${NAME}](?:[${NAME}-]*[${NAME}])?`
/** The last part of a dotted name. One that ends in a digit is a version, unless it is the ASCII form of another script. */
const LAST_LABEL = String.raw`(?:xn--[a-z0-9-]+|\p{L}[${NAME}-]*[\p{L}\p{M}])`

/** What looks like a host: a URL’s, an IPv4 or IPv6 address, a dotted name; each with a port that may follow. */
const PATTERNS: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/(?:\[[0-9a-f:.]+\]|[^\s/?#"'<>[\]]+)/gi,
  // An address that leaves its scheme open.
  new RegExp(
    String.raw`(?<![${NAME}/])//(?:\[[0-9a-f:.]+\]|[${NAME}](?:[${NAME}.:@-]*[${NAME}])?)(?::\d{1,5})?`,
    'giu',
  ),
  /\[[0-9a-f]*:[0-9a-f:.]+\](?::\d{1,5})?/gi,
  // Two colons alone would be a time of day.
  /(?<![\w:.])(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{2,}(?:%\w+)?(?![\w:])/gi,
  /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])(?::\d{1,5})?/g,
  new RegExp(String.raw`(?<![${NAME}.-])(?:${LABEL}\.)+${LAST_LABEL}(?::\d{1,5})?(?![${NAME}-])`, 'giu'),
  new RegExp(String.raw`(?<![${NAME}.-])[\p{L}_][${NAME}-]*:\d{2,5}(?![${NAME}])`, 'giu'),
]

export interface Redaction {
  hide: Hidden
  /** Names without a dot that nothing else gives away: this machine’s, a worker’s, an upstream’s. */
  knownHosts: readonly string[]
  /** Whoever wrote a comment. */
  authors?: readonly string[]
}

/** Gives every report of a share the same stand-ins. */
export function redactor({ hide, knownHosts, authors = [] }: Redaction): {
  report(report: RunReport): RunReport
  text(text: string): string
  /** A whole name, in the place that nothing but an author’s name stands in. */
  author(name: string): string
} {
  const standIns = new Map<string, string>()
  const standIn = (kind: string) => (found: string) => {
    const key = found.toLowerCase()
    const known = standIns.get(key)
    if (known !== undefined) return known
    const made = `‹${kind} ${[...standIns.values()].filter((one) => one.startsWith(`‹${kind} `)).length + 1}›`
    standIns.set(key, made)
    return made
  }
  const kinds: readonly (readonly [string, readonly RegExp[]])[] = [
    ['hidden', patternsOf(hide.words.filter(isTelling))],
    ['author', hide.authors ? authorPatterns(authors) : []],
    ['host', hide.hosts ? [...PATTERNS, ...patternsOf(knownHosts.filter(isTelling))] : []],
  ]
  const text = (given: string) => {
    let clean = ''
    let end = 0
    for (const place of placesOf(given, kinds)) {
      clean += given.slice(end, place.start) + standIn(place.kind)(given.slice(place.start, place.end))
      end = place.end
    }
    return clean + given.slice(end)
  }
  return {
    text,
    author: (name) => (hide.authors ? standIn('author')(name) : text(name)),
    report: (report) => {
      const clean = everyText(report, text)
      return {
        ...clean,
        ...(hide.labels ? { tags: [], version: null } : {}),
        ...(hide.machine ? { environment: null } : {}),
      }
    },
  }
}

interface Place {
  start: number
  end: number
  /** Of the longest name in it. */
  kind: string
  longest: number
}

/**
 * Where names stand, in order. All are looked for in the same text, and those that share a letter are one place: a name that holds
 * another one, or reaches into it, is gone as a whole.
 */
function placesOf(text: string, kinds: readonly (readonly [string, readonly RegExp[]])[]): Place[] {
  const found = kinds.flatMap(([kind, patterns]) =>
    patterns.flatMap((pattern) =>
      [...matchesOf(text, pattern)].map(([start, end]): Place => ({
        start,
        end,
        kind,
        longest: end - start,
      })),
    ),
  )
  const places: Place[] = []
  for (const one of found.sort((a, b) => a.start - b.start)) {
    const last = places.at(-1)
    if (!last || one.start >= last.end) {
      places.push(one)
      continue
    }
    last.end = Math.max(last.end, one.end)
    if (one.longest > last.longest) Object.assign(last, { kind: one.kind, longest: one.longest })
  }
  return places
}

/** Also those that begin within another one. */
function* matchesOf(text: string, pattern: RegExp): Generator<[start: number, end: number]> {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    yield [match.index, match.index + match[0].length]
    // Within a letter of two halves it would begin at the letter again.
    pattern.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1)
  }
}

/** A single letter is in every text: hiding it would tell nothing less. A person may be called so all the same. */
function isTelling(word: string): boolean {
  return word.length >= 2
}

/** Names that are words of the language as well: a stand-in for each article would tell whoever reads what it stands for. */
const ORDINARY_WORDS: readonly string[] = ['a', 'i']

const SPOKEN_TO = new RegExp(`(?<=@)(?:${ORDINARY_WORDS.join('|')})(?![\\p{L}\\p{N}])`, 'giu')

/** Whole words; a name that is an ordinary word only where it is spoken to. The place of an author hides it anyway. */
function authorPatterns(authors: readonly string[]): RegExp[] {
  const isOrdinary = (name: string) => ORDINARY_WORDS.includes(name.toLowerCase())
  return [
    ...patternsOf(authors.filter((name) => !isOrdinary(name))),
    ...(authors.some(isOrdinary) ? [SPOKEN_TO] : []),
  ]
}

/** Whole words, the longest first, whatever their case; none where there are none. */
function patternsOf(words: readonly string[]): RegExp[] {
  const wanted = [...new Set(words.filter((word) => word !== ''))].sort((a, b) => b.length - a.length)
  if (wanted.length === 0) return []
  const escaped = wanted.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return [new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu')]
}

/** A copy with every text changed that somebody may have written. Keys are the product’s, but those below a strategy’s parameters. */
function everyText<Value>(value: Value, change: (text: string) => string): Value {
  const changed = (text: string) => (INSTANT.test(text) ? text : change(text))
  const walk = (one: unknown, areKeysOurs: boolean): unknown => {
    if (typeof one === 'string') return changed(one)
    if (Array.isArray(one)) return one.map((inner) => walk(inner, areKeysOurs))
    if (one === null || typeof one !== 'object') return one
    return Object.fromEntries(
      Object.entries(one).map(([key, inner]) => {
        if (!areKeysOurs) return [change(key), walk(inner, false)]
        if (typeof inner === 'string' && OUR_OWN.has(key)) return [key, inner]
        return [key, walk(inner, !(key === 'params' && 'use' in one))]
      }),
    )
  }
  return walk(value, true) as Value
}

/** What holds a word of the product: what a page is drawn by, or which names functions that look like hosts. */
const OUR_OWN = new Set([
  ...['remedy', 'use', 'rule', 'measure', 'checker', 'fault', 'kind', 'metric', 'comparator', 'expression'],
  ...['status', 'verdict', 'quality', 'severity', 'state', 'phase', 'unrecovered', 'driver', 'preset'],
  ...['unit', 'mode', 'manner', 'link', 'stream', 'on', 'answer', 'arrivals', 'endpoints', 'arms', 'profile'],
])

/** Times look like an address with a port to the patterns. */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
