import { describe, expect, test } from 'vitest'
import { parseSpecText } from './parse-spec'
import { placeProblems } from './problem-lines'
import { MAX_PROBLEMS } from './spec-problem'
import { MAX_SPEC_BYTES } from './spec-size'
import { crossedLimit, SPEC_LIMITS } from './yaml-limits'

const MANY = 120_000

/** Texts of up to 256 KiB that cost the parser much, and the limit that each crosses. */
const BOMBS: [what: string, text: string, limit: RegExp][] = [
  ['brackets in brackets', `a: ${'['.repeat(MANY)}${']'.repeat(MANY)}`, /deep/],
  ['brackets that never close', `a: ${'{a: '.repeat(MANY / 2)}`, /deep/],
  ['lists in lists on one line', `a:\n${'- '.repeat(MANY)}x`, /deep/],
  ['maps in maps', Array.from({ length: 600 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'), /deep/],
  ['keys that are keys', '? '.repeat(MANY), /deep/],
  ['very many keys', Array.from({ length: 3_000 }, (_, key) => `k${key}: 1`).join('\n'), /entries/],
  ['very many keys in braces', `a: {${Array.from({ length: 3_000 }, (_, key) => key).join()}}`, /entries/],
  ['very many anchors', Array.from({ length: 3_000 }, (_, name) => `- &a${name} x`).join('\n'), /entries/],
  ['comments without end', '#\n'.repeat(51_000), /words and signs/],
]

describe('a text that would cost the parser much', () => {
  test.each(BOMBS)(
    '%s: is refused where it crosses the limit, unread from there on',
    (_what, text, limit) => {
      expect(text.length).toBeLessThanOrEqual(MAX_SPEC_BYTES)
      const crossed = crossedLimit(text, SPEC_LIMITS)
      expect(crossed?.message).toMatch(limit)
      // Depth is seen after a few tokens; nothing reads more than the limit.
      const most = limit.source === 'deep' ? 1_000 : SPEC_LIMITS.tokens + 1
      expect(crossed?.tokens).toBeLessThanOrEqual(most)
      const result = parseSpecText(text)
      expect(result).toEqual({
        ok: false,
        problems: [{ path: `line ${crossed?.line}`, message: crossed?.message }],
      })
      // As the form does, to lead there.
      if (!result.ok) expect(placeProblems(text, result.problems)[0]?.line).toBe(crossed?.line)
    },
  )

  test('aliases and merge keys that multiply resolve to nothing', () => {
    const level = (of: (below: string) => string) =>
      Array.from({ length: 40 }, (_, above) => `a${above + 1}: &a${above + 1} ${of(`*a${above}`)}`).join('\n')
    const laughs = `a0: &a0 [x]\n${level((below) => `[${below}, ${below}]`)}`
    const merges = `%YAML 1.1\n---\na0: &a0 { k: 1 }\n${level((below) => `{ <<: [${below}, ${below}] }`)}`
    for (const text of [laughs, merges])
      expect(parseSpecText(text)).toEqual({
        ok: false,
        problems: [{ path: '', message: expect.stringMatching(/stand for too much/) as string }],
      })
  })

  test('a text that calls itself YAML 1.1 has no merge keys, no binary data and no numbers to the base of 60', () => {
    const of = (line: string) => {
      const result = parseSpecText(`%YAML 1.1\n---\nname: A\n${line}`)
      return result.ok ? [] : result.problems.map(({ path }) => path)
    }
    expect(of('strategies: [{ use: no-retry }]')).toEqual([])
    expect(of('strategies: [{ <<: { use: no-retry } }]')).not.toEqual([])
    expect(of('strategies: [{ use: no-retry }]\nseed: 1:30')).toEqual(['seed'])
    expect(of('strategies: [{ use: no-retry, label: !!binary YQ== }]')).toEqual(['line 4'])
  })

  test('no text makes an answer that is longer than itself', () => {
    const wrong = [
      'name: A\nstrategies:\n' + '  - { use: nothing }\n'.repeat(500),
      'name: A\nstrategies: [{ use: no-retry }]\nscenario:\n' + '  - { atMs: x }\n'.repeat(500),
      '@\n'.repeat(2_000),
      Array.from({ length: 500 }, (_, tag) => `- !t${tag} x`).join('\n'),
    ]
    for (const text of wrong) {
      const result = parseSpecText(text)
      if (result.ok) throw new Error('it is a spec')
      expect(result.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS)
      expect(JSON.stringify(result.problems).length).toBeLessThan(Math.max(2 * text.length, 50_000))
    }
  })

  test('numbers without measure and keys of prototypes are wrong values like any other', () => {
    const of = (more: string) => {
      const result = parseSpecText(`name: A\nstrategies: [{ use: no-retry }]\n${more}`)
      return result.ok ? [] : result.problems.map(({ path }) => path)
    }
    expect(of(`seed: ${'9'.repeat(MANY)}`)).toEqual(['seed'])
    expect(of('trialDurationMs: 1e999')).toEqual(['trialDurationMs'])
    expect(of('trialDurationMs: .inf')).toEqual(['trialDurationMs'])
    expect(of(`seed: 0x${'f'.repeat(MANY)}`)).toEqual(['seed'])
    expect(of('__proto__: { polluted: true }')).toEqual([''])
    expect(of('matrix: { __proto__: { polluted: true } }')).toEqual(['matrix'])
    expect('polluted' in {}).toBe(false)
  })
})

test('a spec that uses all it may stays within the limits', () => {
  const points = Array.from({ length: 1_000 }, (_, at) => ({ latencyMs: at, jitterMs: 0, lossPercent: 0 }))
  const steps = Array.from({ length: 500 }, (_, at) => ({
    fault: 'latency',
    atMs: at,
    forMs: 1,
    params: { latencyMs: 5 },
  }))
  const text = JSON.stringify({ name: 'A', matrix: { points }, scenario: steps }, null, 2)
  expect(crossedLimit(text, SPEC_LIMITS)).toBeNull()
})
