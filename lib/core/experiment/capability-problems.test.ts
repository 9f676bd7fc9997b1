import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CAPABILITIES, type Capability, type FaultDefinition, type LabCapabilities } from '../fault/fault'
import { faultBeyondLab } from '../fault/missing-capability'
import { faultOf } from '../fault/registry'
import { capabilityProblems, memberProblems, pointsBeyondLab } from './capability-problems'
import { faultPoints } from './fault-points'
import { matrixSchema } from './matrix'
import { checkSpec, type ExperimentSpecInput } from './spec'

function labWithout(...missing: Capability[]): LabCapabilities {
  const answers = CAPABILITIES.map((name) => [name, missing.includes(name) ? `No ${name} here.` : true])
  return Object.fromEntries(answers) as LabCapabilities
}

function problemsOf(changes: Partial<ExperimentSpecInput>, lab: LabCapabilities): string[] {
  const result = checkSpec({ name: 'A', strategies: [{ use: 'no-retry' }], ...changes })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return capabilityProblems(result.spec, lab).map(({ path, message }) => `${path}: ${message}`)
}

describe('what the lab cannot do', () => {
  it.each([
    [
      'packets',
      { matrix: { lossPercent: [0, 5], loss: { mode: 'packet' } } },
      'packet-loss',
      'matrix.loss.mode',
    ],
    [
      'the link',
      { matrix: { latencyMs: [100], latency: { link: 'both' } } },
      'peer-link',
      'matrix.latency.link',
    ],
    ['toxics', { matrix: { latencyMs: [0, 100] } }, 'toxics', 'matrix.latencyMs'],
    ['attempts', { matrix: { lossPercent: [5] } }, 'toxics', 'matrix.lossPercent'],
    [
      'the leader',
      { matrix: { leaderSwitchesPerMinute: [6] } },
      'leader-moves',
      'matrix.leaderSwitchesPerMinute',
    ],
    [
      'chosen points',
      { matrix: { points: [{ leaderSwitchesPerMinute: 6 }] } },
      'leader-moves',
      'matrix.points: leader switches',
    ],
    [
      'a step',
      { scenario: [{ fault: 'latency' }, { fault: 'leader-transfer' }] },
      'leader-moves',
      'scenario.1.fault',
    ],
    [
      'a step’s link',
      { scenario: [{ fault: 'latency', params: { link: 'peer' } }] },
      'peer-link',
      'scenario.0.params.link',
    ],
  ] as [string, Partial<ExperimentSpecInput>, Capability, string][])(
    'is told where it is asked for: %s',
    (_, changes, missing, path) => {
      expect(problemsOf(changes, labWithout(missing))).toEqual([
        `${path}: this lab cannot do that. No ${missing} here.`,
      ])
      expect(problemsOf(changes, labWithout())).toEqual([])
    },
  )

  it('is no problem where nothing of it is asked for', () => {
    const idle = { loss: { mode: 'packet' }, latency: { link: 'peer' } } as const
    expect(problemsOf({ matrix: idle }, labWithout(...CAPABILITIES))).toEqual([])
  })

  it('takes a fault away only when no choice of its parameters is left', () => {
    const latency = faultOf({ fault: 'latency' })
    expect(faultBeyondLab(latency, labWithout('peer-link'))).toBeNull()
    expect(faultBeyondLab(latency, labWithout('toxics'))).toBe('No toxics here.')
    const peersFirst: FaultDefinition = {
      ...latency,
      params: z.strictObject({ link: z.enum(['client', 'peer']).default('peer') }),
    }
    expect(faultBeyondLab(peersFirst, labWithout('peer-link'))).toBeNull()
  })
})

it('names members that the lab has not, and the step that is aimed at one', () => {
  const step = (on: string) => ({ fault: 'latency', atMs: 0, params: { on } })
  const result = checkSpec({
    name: 'A',
    strategies: [{ use: 'no-retry' }],
    scenario: [step('member-3'), step('member-4'), step('leader')],
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  expect(memberProblems(result.spec, 3)).toEqual([
    { path: 'scenario.1.params.on', message: 'there is no member 4: this lab has the members 1 to 3' },
  ])
  expect(memberProblems(result.spec, 5)).toEqual([])
})

describe('points of the matrix', () => {
  it('that the lab cannot make have their reason, the others none', () => {
    const matrix = matrixSchema.parse({ lossPercent: [0, 5], leaderSwitchesPerMinute: [0, 1] })
    const points = faultPoints(matrix)
    expect(pointsBeyondLab(matrix, points, labWithout())).toEqual([null, null, null, null])
    const [calm, switched, lossy, both] = pointsBeyondLab(matrix, points, labWithout('leader-moves'))
    expect([calm, lossy]).toEqual([null, null])
    // Rates below what a short trial would show count too.
    expect([switched, both]).toEqual(['No leader-moves here.', 'No leader-moves here.'])
  })

  it('with packets lost need another lab than those with lost attempts', () => {
    const matrix = matrixSchema.parse({ lossPercent: [0, 5], loss: { mode: 'packet' } })
    const reasons = pointsBeyondLab(matrix, faultPoints(matrix), labWithout('packet-loss'))
    expect(reasons).toEqual([null, 'No packet-loss here.'])
  })
})
