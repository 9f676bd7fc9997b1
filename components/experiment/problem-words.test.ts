import { describe, expect, it } from 'vitest'
import { httpTargetFields } from '@/lib/core/experiment/target'
import { checkSpec, experimentSpecSchema, type SpecProblem } from '@/lib/core/experiment/spec'
import { allFaults } from '@/lib/core/fault/registry'
import { schemaFields } from '@/lib/core/schema/schema-fields'
import { strategies } from '@/lib/core/strategy/registry'
import { answerSharesSchema, upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'
import { workloads } from '@/lib/core/workload/registry'
import { commonFields, loadSchema } from '@/lib/core/workload/workload'
import { emptyTarget, RUN_FIELDS, startingDraft, type ExperimentDraft } from './draft'
import { draftToSpec } from './draft-and-spec'
import { inFormWords } from './problem-words'

function problemsOf(change: Partial<ExperimentDraft>): SpecProblem[] {
  const draft = { ...startingDraft(), thresholds: [], ...change }
  const spec = draftToSpec(draft)
  const result = checkSpec(spec)
  return result.ok ? [] : inFormWords(result.problems, draft, spec)
}

const wordsOf = (change: Partial<ExperimentDraft>) => problemsOf(change).map(({ message }) => message)

it('names each value of an axis that is wrong, as it was typed', () => {
  expect(wordsOf({ lossPercent: ['0', '120', '140'] })).toEqual([
    '120 must be at most 100',
    '140 must be at most 100',
  ])
  expect(wordsOf({ latencyMs: ['0', 'fast'] })).toEqual(['“fast” is no number'])
  expect(wordsOf({ latencyMs: ['0x10'] })).toEqual(['“0x10” is no number'])
  expect(wordsOf({ latencyMs: ['40..0 step 5'] })).toEqual([
    expect.stringMatching(/^"40\.\.0 step 5" makes no values: write a range upwards/) as string,
  ])
})

it('leaves alone what is of a whole axis, or of something else', () => {
  const draft = startingDraft()
  const paths = [
    'matrix.lossPercent',
    'matrix',
    'matrix.points.0.lossPercent',
    'name',
    'matrix.lossPercent.99',
  ]
  const problems = paths.map((path) => ({ path, message: 'must be so' }))
  expect(inFormWords(problems, draft, draftToSpec(draft))).toEqual(problems)
})

it.each([
  ['', 'the value must be a number of at least 0, such as 0.99; it is empty'],
  [-1, 'the value must be a number of at least 0, such as 0.99'],
  ['most', '“most” is no number'],
  ['1,000', '“1,000” may mean 1 or 1000: write it without the comma'],
])('says of a threshold of %j what it needs', (value, words) => {
  const threshold = { key: 't', metric: 'successRate', comparator: '>=', value, strategy: '' }
  expect(problemsOf({ thresholds: [threshold] })).toEqual([{ path: 'thresholds.0', message: words }])
})

it.each([
  ['successRate', '>=', 99, 'Success rate is a share from 0 to 1; for 99 % write 0.99'],
  ['p99LatencyMs', '==', 5, /^P99 latency is estimated .* compared by ==: Duplicate effects, Lost updates, /],
])('calls metrics what the form calls them: %s %s %d', (metric, comparator, value, words) => {
  const threshold = { key: 't', metric, comparator, value, strategy: '' }
  expect(problemsOf({ thresholds: [threshold] })).toEqual([
    { path: 'thresholds.0', message: expect.stringMatching(words) as string },
  ])
})

describe('a text in a field of one number', () => {
  const numbersOf = (schema: Parameters<typeof schemaFields>[0], target = 'etcd') =>
    schemaFields(schema)
      .filter(({ kind, onlyFor }) => kind === 'number' && (onlyFor === null || onlyFor === target))
      .map(({ name }) => name)
  const [closed, open] = loadSchema.options
  const own = emptyTarget()
  const cases: [string, Partial<ExperimentDraft>][] = [
    ...Object.values(strategies).flatMap(({ name, params }) =>
      numbersOf(params).map((field): [string, Partial<ExperimentDraft>] => [
        `strategies.0.params.${field}`,
        { strategies: [{ key: 's', use: name, label: name, params: { [field]: '12abc' } }] },
      ]),
    ),
    ...allFaults
      .filter(({ targets }) => targets.includes('etcd'))
      .flatMap(({ name, params }) =>
        numbersOf(params).map((field): [string, Partial<ExperimentDraft>] => [
          `scenario.0.params.${field}`,
          { scenario: [{ key: 'f', fault: name, atMs: '', forMs: '', params: { [field]: '12abc' } }] },
        ]),
      ),
    ...(['atMs', 'forMs'] as const).map((field): [string, Partial<ExperimentDraft>] => [
      `scenario.0.${field}`,
      { scenario: [{ key: 'f', fault: 'latency', atMs: '', forMs: '', params: {}, [field]: '12abc' }] },
    ]),
    ...numbersOf(experimentSpecSchema)
      .filter((field) => RUN_FIELDS.some((name) => name === field))
      .map((field): [string, Partial<ExperimentDraft>] => [field, { run: { [field]: '12abc' } }]),
    ...Object.values(workloads).flatMap(({ kind, params }) =>
      [...numbersOf(params), ...numbersOf(commonFields)].map((field): [string, Partial<ExperimentDraft>] => [
        `workload.${field}`,
        { workloadKind: kind, workload: { [field]: '12abc' } },
      ]),
    ),
    ...numbersOf(closed).map((field): [string, Partial<ExperimentDraft>] => [
      `workload.load.${field}`,
      { loadMode: 'closed', closedLoad: { [field]: '12abc' } },
    ]),
    ...numbersOf(open).map((field): [string, Partial<ExperimentDraft>] => [
      `workload.load.${field}`,
      { loadMode: 'open', openLoad: { [field]: '12abc' } },
    ]),
    ...(['lossPercent', 'latencyMs', 'jitterMs', 'leaderSwitchesPerMinute'] as const).map(
      (field): [string, Partial<ExperimentDraft>] => {
        const point = { key: 'p', lossPercent: '', latencyMs: '', jitterMs: '', leaderSwitchesPerMinute: '' }
        return [`matrix.points.0.${field}`, { pointMode: 'chosen', points: [{ ...point, [field]: '12abc' }] }]
      },
    ),
    ...numbersOf(httpTargetFields, 'http').map((field): [string, Partial<ExperimentDraft>] => [
      `target.${field}`,
      { target: { ...own, kind: 'http', connections: { [field]: '12abc' } } },
    ]),
    ...numbersOf(upstreamBehaviourSchema, 'http').map((field): [string, Partial<ExperimentDraft>] => [
      `target.behaviour.${field}`,
      { target: { ...own, kind: 'http', behaviour: { [field]: '12abc' } } },
    ]),
    ...numbersOf(answerSharesSchema, 'http').map((field): [string, Partial<ExperimentDraft>] => [
      `target.behaviour.answers.${field}`,
      { target: { ...own, kind: 'http', answers: { [field]: '12abc' } } },
    ]),
  ]

  it.each(cases)('is said to be none at %s', (path, change) => {
    expect(problemsOf(change)).toContainEqual({ path, message: '“12abc” is no number' })
  })
})
