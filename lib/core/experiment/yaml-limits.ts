/**
 * What a text may ask of the YAML parser. It composes nested values by recursion, compares each key of a map with all others, and
 * some texts of a few kilobytes take it seconds, or end the whole process: its regular expressions run out of memory where
 * 100,000 brackets stand in each other. So a text is first read into tokens alone, which neither recurses nor builds anything, and
 * reading ends where a limit is crossed.
 */
import { Lexer, Parser } from 'yaml'

export interface YamlLimits {
  /** Values within values; a spec has fewer than ten. */
  depth: number
  /** Of one map or list. */
  entries: number
  /** Signs, words, spaces and line ends; a thousand lines have about 7,000. */
  tokens: number
}

export const SPEC_LIMITS: YamlLimits = { depth: 32, entries: 2_500, tokens: 100_000 }

/** Where reading ended, and why. */
export interface Crossed {
  /** From 1. */
  line: number
  message: string
  /** Tokens that were read until then. */
  tokens: number
}

/** The first limit that a text crosses; null = none. */
export function crossedLimit(text: string, { depth, entries, tokens }: YamlLimits): Crossed | null {
  let read = 0
  let line = 1
  const parser = new Parser((offset) => {
    if (offset > 0) line += 1
  })
  for (const token of new Lexer().lex(text)) {
    read += 1
    // Its documents are of no interest here: they are what comes of the tokens that were within the limits.
    Array.from(parser.next(token))
    const message = crossing()
    if (message !== null) return { line, message, tokens: read }
  }
  return null

  function crossing(): string | null {
    if (read > tokens) return `more than ${tokens} words and signs; a spec is a few hundred lines at most`
    if (parser.stack.length > depth) return `values stand in each other more than ${depth} deep`
    const top = parser.stack.at(-1)
    if (top && 'items' in top && top.items.length > entries)
      return `a map or list of more than ${entries} entries`
    return null
  }
}
