import { describe, expect, it } from 'vitest'
import { parseSpecText } from './parse-spec'
import { hasComments, placeProblems } from './problem-lines'
import { checkSpec } from './spec'
import { specText } from './write-spec'

describe('a spec as text', () => {
  const input = {
    name: 'A: b # c',
    target: { kind: 'etcd' },
    workload: { kind: 'register', load: { mode: 'closed' } },
    strategies: [{ use: 'no-retry', label: 'no retry', params: {} }],
    matrix: { lossPercent: [0, 5, 25], latencyMs: [0], loss: {}, latency: {} },
    scenario: [],
    thresholds: ['successRate >= 0.99'],
  }

  it('is written without what is empty, figures on one line', () => {
    expect(specText(input)).toBe(
      [
        'name: "A: b # c"',
        'target:',
        '  kind: etcd',
        'workload:',
        '  kind: register',
        '  load:',
        '    mode: closed',
        'strategies:',
        '  - use: no-retry',
        '    label: no retry',
        'matrix:',
        '  lossPercent: [ 0, 5, 25 ]',
        '  latencyMs: [ 0 ]',
        'thresholds:',
        '  - successRate >= 0.99',
        '',
      ].join('\n'),
    )
  })

  it('says the same when it is read', () => {
    expect(parseSpecText(specText(input))).toEqual(checkSpec(input))
    const points = { ...input, matrix: { points: [{ lossPercent: 5 }, { latencyMs: 20, jitterMs: 5 }] } }
    expect(specText(points)).toContain('    - { latencyMs: 20, jitterMs: 5 }\n')
    expect(parseSpecText(specText(points))).toEqual(checkSpec(points))
  })
})

describe('where a problem is', () => {
  const text = [
    'name: A',
    'matrix:',
    '  lossPercent: [0, 500]',
    '  colour: red',
    'strategies:',
    '  - use: constant',
    '    params:',
    '      delayMs: -5',
    '  - use: nothing',
  ].join('\n')

  it.each([
    ['matrix.lossPercent.1', 'must be at most 100', 3],
    ['matrix', 'unknown key "colour"; accepted: lossPercent', 4],
    ['strategies.0.params.delayMs', 'must be at least 0', 8],
    ['strategies.1.use', 'unknown strategy', 9],
    // Of what is missing: the line of what should hold it.
    ['strategies.0.params.maxAttempts', 'is missing', 7],
    ['workload.load', 'is missing', 1],
    ['line 6, column 3', 'a syntax error', 6],
    ['', 'the whole', 1],
  ])('%s: %s', (path, message, line) => {
    expect(placeProblems(text, [{ path, message }])).toEqual([{ path, message, line }])
  })

  it('is told for what the reader itself finds', () => {
    const result = parseSpecText(text)
    const problems = result.ok ? [] : result.problems
    expect(
      placeProblems(text, problems)
        .map(({ line }) => line)
        .toSorted(),
    ).toEqual([3, 4, 8, 9])
    const broken = parseSpecText('name: A\nstrategies: [a\nmatrix: {}')
    expect(placeProblems('', broken.ok ? [] : broken.problems)[0]?.line).toBeGreaterThan(1)
  })
})

describe('comments', () => {
  it.each([
    ['# first\nname: A', true],
    ['name: A # after', true],
    ['name: A#b', false],
    ['name: "# no"', false],
    ['name: |\n  # no\n', false],
    ['', false],
  ])('%j: %s', (text, answer) => {
    expect(hasComments(text)).toBe(answer)
  })
})
