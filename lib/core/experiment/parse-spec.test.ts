import { describe, expect, test } from 'vitest'
import { parseSpecText } from './parse-spec'
import { MAX_SPEC_BYTES } from './spec-size'

const problemsOf = (text: string) => {
  const result = parseSpecText(text)
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('parseSpecText', () => {
  test('reads YAML', () => {
    const result = parseSpecText('name: A\nstrategies:\n  - use: constant\n    params: { delayMs: 10 }\n')
    expect(result).toMatchObject({
      ok: true,
      spec: { name: 'A', strategies: [{ label: 'constant', params: { delayMs: 10, maxAttempts: 4 } }] },
    })
  })

  test('reads JSON', () => {
    const result = parseSpecText('{ "name": "A",\n\t"strategies": [{ "use": "no-retry" }] }')
    expect(result).toMatchObject({ ok: true, spec: { name: 'A' } })
  })

  test('a syntax error names its line', () => {
    expect(problemsOf('name: A\nstrategies:\n  - use: "constant\n').join()).toMatch(
      /^line \d+, column \d+: .*quote/i,
    )
    expect(problemsOf('name: A\nname: B\n').join()).toMatch(
      /^line 2, column 1: this key stands here a second time/,
    )
  })

  test('problems name their path', () => {
    expect(problemsOf('name: A\nstrategies: [{ use: magic }]\n').join()).toMatch(
      /^strategies\.0\.use: unknown strategy "magic"; known: no-retry, constant, /,
    )
    expect(problemsOf('name: A\nstrategies: [{ use: no-retry }]\ntrialDurationMs: -5\n').join()).toMatch(
      /^trialDurationMs: /,
    )
  })

  test('a matrix of a thousand million trials is refused at once', () => {
    const range = '{ from: 0, to: 999, step: 1 }'
    const text = `name: A\nstrategies: [{ use: no-retry }]\nrepetitions: 1000\nmatrix: { latencyMs: ${range}, jitterMs: ${range} }\n`
    expect(problemsOf(text).join()).toMatch(/^matrix: this makes 1000000000 trials; at most 10000/)
  })

  test('what is no map, empty, too long or points nowhere is refused', () => {
    expect(problemsOf('').join()).toMatch(/empty/)
    expect(problemsOf('just words').join()).toMatch(/must be a map/)
    expect(problemsOf('- 1\n- 2').join()).toMatch(/must be a map/)
    expect(problemsOf('x'.repeat(MAX_SPEC_BYTES + 1)).join()).toMatch(/longer than 256 KiB/)
    expect(problemsOf('name: *nobody\n').join()).toMatch(/nobody/)
  })

  test('aliases that multiply are refused', () => {
    const levels = ['a: &l0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 6; level++)
      levels.push(`l${level}: &l${level} [${Array.from({ length: 8 }, () => `*l${level - 1}`).join(', ')}]`)
    expect(problemsOf(levels.join('\n')).join()).toMatch(/references with \* that stand for too much/)
  })
})
