import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../checker/checker'
import type { ExperimentSpec } from '../experiment/spec'
import type { ArmSummary } from './arm-summary'
import { figuresOfOnePoint } from './figures-fixture'
import { summariseTrial } from './summarise'
import { judgeThresholds } from './verdict'

describe('what checkers found', () => {
  const summaryWith = (
    verdict: CheckResult['verdict'],
    count: number,
    examples: string[] = [],
  ): ArmSummary => ({
    ...(summariseTrial([], [0])[0] as ArmSummary),
    checks: [{ checker: 'duplicate-effects', verdict, count, outOf: 10, examples }],
  })
  const verdictOf = (summaries: ArmSummary[]) => {
    const spec = { strategies: [{ label: 'a' }], thresholds: [{ expression: 'duplicateEffects == 0' }] }
    const [strategy] = judgeThresholds(spec as unknown as ExperimentSpec, [figuresOfOnePoint(summaries)], 1)
    return strategy?.verdict
  }

  it('is added up over trials, and one that is invalid decides', () => {
    const figures = figuresOfOnePoint([summaryWith('valid', 0), summaryWith('invalid', 3, ['operation 1'])])
    expect(figures.checks).toEqual([
      {
        ...{
          checker: 'duplicate-effects',
          verdict: 'invalid',
          count: 3,
          outOf: 20,
          examples: ['operation 1'],
        },
        ...{ judgedTrials: 2, trials: 2 },
      },
    ])
  })

  it('is judged exactly; a trial that could not be judged leaves it open', () => {
    expect(verdictOf([summaryWith('valid', 0)])).toBe('pass')
    expect(verdictOf([summaryWith('valid', 0), summaryWith('invalid', 1)])).toBe('fail')
    expect(verdictOf([summaryWith('valid', 0), summaryWith('unknown', 0)])).toBe('inconclusive')
    expect(verdictOf([summaryWith('unknown', 0), summaryWith('invalid', 2)])).toBe('fail')
  })
})
