import { describe, expect, it } from 'vitest'
import { checkSpec } from '@/lib/core/experiment/spec'
import { strategies } from '@/lib/core/strategy/registry'
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { allFaults } from '@/lib/core/fault/registry'
import { problemTitle } from './problem-titles'
import { experimentDraftSchema, startingDraft, type ExperimentDraft } from './draft'
import { draftToSpec, specToDraft } from './draft-and-spec'
import { ProblemsByPath } from './problems-by-path'
import { schemaFields } from '@/lib/core/schema/schema-fields'
import { switchWarning } from './switch-warning'

function checked(change: Partial<ExperimentDraft>) {
  return checkSpec(draftToSpec({ ...startingDraft(), ...change }))
}

function problemsOf(change: Partial<ExperimentDraft>) {
  const result = checked(change)
  return new ProblemsByPath(result.ok ? [] : result.problems)
}

describe('form and spec', () => {
  it('begins with a spec that is accepted', () => {
    expect(checked({})).toMatchObject({ ok: true })
  })
  it('goes from spec to form and back without losing anything', () => {
    const result = checked({
      loadMode: 'open',
      openLoad: { ratePerSecond: 120, arrivals: 'poisson' },
      run: { seed: 7, repetitions: 3, arms: 'sequential' },
      thresholds: [{ key: 't', metric: 'amplification', comparator: '<', value: 1.5, strategy: 'no retry' }],
    })
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    expect(checkSpec(draftToSpec(specToDraft(result.spec)))).toEqual(result)
  })
  it('keeps a workload from spec to form and back, and sends the fields of its kind alone', () => {
    const workload = { putShare: 0.2, counters: 4, valueBytes: 16 }
    const counter = checked({ workloadKind: 'counter', workload })
    if (!counter.ok) throw new Error(JSON.stringify(counter.problems))
    expect(counter.spec.workload).toMatchObject({ kind: 'counter', counters: 4, valueBytes: 16 })
    expect(checkSpec(draftToSpec(specToDraft(counter.spec)))).toEqual(counter)
    // What was typed for the other kind was not thrown away.
    expect(checked({ workload })).toMatchObject({ ok: true, spec: { workload: { putShare: 0.2 } } })
    expect(problemTitle('workload.counters', startingDraft())).toBe('Workload: Counters')
  })
  it('keeps a draft over a reload unchanged', () => {
    const draft = startingDraft()
    expect(experimentDraftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
  })
  it('keeps loss, links, chosen points and the scenario from spec to form and back', () => {
    const spec = {
      name: 'A',
      strategies: [{ use: 'no-retry' }],
      matrix: {
        points: [
          { lossPercent: 5, latencyMs: 100, jitterMs: 20, leaderSwitchesPerMinute: 1 },
          { lossPercent: 25, latencyMs: 100, jitterMs: 180, leaderSwitchesPerMinute: 6 },
        ],
        loss: { mode: 'packet', link: 'both', manner: 'loud' },
        latency: { link: 'peer', stream: 'upstream' },
      },
      scenario: [
        {
          fault: 'latency',
          atMs: 500,
          forMs: 1_500,
          params: { latencyMs: 300, link: 'peer', toxicity: 0.5 },
        },
        { fault: 'leader-transfer', atMs: 2_000 },
        { fault: 'loss', params: { sharePercent: 40, mode: 'mixed' } },
      ],
    }
    const result = checkSpec(spec)
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    const draft = specToDraft(result.spec)
    expect(checkSpec(draftToSpec(draft))).toEqual(result)
    expect(experimentDraftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
  })
  it('keeps the axes while points are chosen, and the points while they are not', () => {
    const points = [{ key: 'p1', lossPercent: 5, latencyMs: '', jitterMs: '', leaderSwitchesPerMinute: '' }]
    const chosen = checked({ pointMode: 'chosen', points })
    expect(chosen.ok && faultPoints(chosen.spec.matrix)).toEqual([
      { lossPercent: 5, latencyMs: 0, jitterMs: 0, leaderSwitchesPerMinute: 0 },
    ])
    const all = checked({ pointMode: 'all', points })
    expect(all.ok && faultPoints(all.spec.matrix)).toHaveLength(8)
  })
  it('completes what an older version has kept', () => {
    const {
      lossPercent: _,
      pointMode: __,
      points: ___,
      loss: ____,
      scenario: _____,
      ...old
    } = startingDraft()
    expect(experimentDraftSchema.parse(old)).toEqual(startingDraft())
  })
  it('drops a length where the fault happens once, and takes it up again where it lasts', () => {
    const step = { key: 'f', fault: 'leader-transfer', atMs: 100, forMs: 5_000, params: {} }
    const moved = checked({ scenario: [step] })
    expect(moved.ok && moved.spec.scenario[0]?.forMs).toBeUndefined()
    const lasting = checked({ scenario: [{ ...step, fault: 'latency' }] })
    expect(lasting.ok && lasting.spec.scenario[0]?.forMs).toBe(5_000)
  })
  it('lets an empty field stand for its default', () => {
    const result = checked({ run: { repetitions: '' } })
    expect(result.ok && result.spec.repetitions).toBe(1)
  })
  it('says beside the chips that a word is not a number', () => {
    expect(problemsOf({ latencyMs: ['0', 'fast'] }).under('matrix.latencyMs')).toBe('must be a number')
  })
  it('says beside the field that a duration cannot be negative', () => {
    expect(problemsOf({ run: { trialDurationMs: -5 } }).at('trialDurationMs')).toBe('must be at least 500')
  })
  it('names the parameter of a strategy that is wrong', () => {
    const strategy = { key: 's', use: 'exponential', label: 'e', params: { factor: 0.5 } }
    expect(problemsOf({ strategies: [strategy], thresholds: [] }).at('strategies.0.params.factor')).toBe(
      'must be at least 1',
    )
  })
  it('reports what no field shows', () => {
    const problems = problemsOf({
      latencyMs: Array.from({ length: 200 }, (_, i) => `${i}`),
      run: { repetitions: 900 },
    })
    expect(problems.notUnder(['repetitions']).map(({ path }) => path)).toEqual(['matrix'])
  })
})

describe('problems in the words of the form', () => {
  const draft = {
    ...startingDraft(),
    scenario: [{ key: 'f', fault: 'latency', atMs: '', forMs: '', params: {} }],
  }
  it.each([
    ['name', 'Name'],
    ['tags.0', 'Tags'],
    ['version', 'Version'],
    ['matrix.lossPercent.2', 'Loss'],
    ['matrix.loss.mode', 'What is lost'],
    ['matrix.latency.link', 'Latency acts on'],
    ['matrix.points', 'Chosen points'],
    ['matrix.points.1.jitterMs', 'Point 2: Jitter'],
    ['matrix', 'Fault matrix'],
    ['scenario.0.forMs', 'Step 1, latency with jitter: Length'],
    ['scenario.0.params.jitterMs', 'Step 1, latency with jitter: Jitter'],
  ])('%s is "%s"', (path, title) => {
    expect(problemTitle(path, draft)).toBe(title)
  })
})

describe('fields from schemas', () => {
  it('finds every parameter of every registered strategy, each with a title and a default', () => {
    for (const definition of Object.values(strategies)) {
      const defaults = definition.params.parse({}) as Record<string, unknown>
      // What is only for one kind of target stands in a spec where somebody wrote it, and nowhere else.
      const all = schemaFields(definition.params)
      const fields = all.filter(({ onlyFor }) => onlyFor === null)
      expect(fields.map(({ name }) => name).sort(), definition.name).toEqual(Object.keys(defaults).sort())
      for (const field of fields) {
        expect(field.title, field.name).not.toBe(field.name)
        expect(field.defaultValue).toBe(defaults[field.name])
      }
      for (const field of all.filter(({ onlyFor }) => onlyFor !== null))
        expect([field.title, field.defaultValue], field.name).not.toContain(undefined)
    }
  })
  it('finds every parameter of every registered fault, each with its default', () => {
    for (const definition of allFaults) {
      const defaults = definition.params.parse({}) as Record<string, unknown>
      const fields = schemaFields(definition.params)
      expect(
        Object.fromEntries(fields.map(({ name, defaultValue }) => [name, defaultValue])),
        definition.name,
      ).toEqual(defaults)
    }
  })
  it('reads limits, units and choices', () => {
    const exponential = strategies.exponential
    if (!exponential) throw new Error('no exponential strategy')
    const fields = schemaFields(exponential.params)
    expect(fields.find(({ name }) => name === 'factor')).toMatchObject({
      kind: 'number',
      minimum: 1,
      maximum: 10,
      unit: '×',
    })
    expect(fields.find(({ name }) => name === 'jitter')?.options).toContain('full')
    expect(fields.find(({ name }) => name === 'maxAttempts')?.whole).toBe(true)
  })
})

describe('switch warning', () => {
  const warn = (rates: string[], trialDurationMs: number) => {
    const result = checked({ leaderSwitchesPerMinute: rates, run: { trialDurationMs } })
    return result.ok ? switchWarning(result.spec) : 'not a spec'
  }
  it('warns when a rate makes no switch in a trial', () => {
    expect(warn(['0', '6'], 5_000)).toContain('At 6 per minute')
    expect(warn(['0', '6'], 5_000)).toContain('at least 10 s long')
  })
  it('warns of a part of a switch, though one may be due', () => {
    expect(warn(['1'], 59_000)).toContain('less than one switch')
  })
  it('looks at the chosen points, not at the axes that they replace', () => {
    const points = [{ key: 'p', lossPercent: 0, latencyMs: 0, jitterMs: 0, leaderSwitchesPerMinute: 3 }]
    const chosen = { pointMode: 'chosen', points, run: { trialDurationMs: 5_000 } } as const
    const result = checked({ ...chosen, leaderSwitchesPerMinute: ['60'] })
    expect(result.ok && switchWarning(result.spec)).toContain('At 3 per minute')
    const quiet = checked({ ...chosen, points: [], pointMode: 'all', leaderSwitchesPerMinute: ['60'] })
    expect(quiet.ok && switchWarning(quiet.spec)).toBeNull()
  })
  it('is silent when every rate makes one', () => {
    expect(warn(['0', '12'], 10_000)).toBeNull()
    expect(warn(['1'], 60_000)).toBeNull()
  })
})
