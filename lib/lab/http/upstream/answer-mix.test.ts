import { describe, expect, test } from 'vitest'
import { upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'
import { answerStream, drawAnswer } from './answer-mix'

const luck = { seed: 7, trial: 3 }
const behaviourOf = (changes: object) => upstreamBehaviourSchema.parse(changes)

function drawMany(changes: object, count: number, from = luck) {
  const behaviour = behaviourOf(changes)
  return Array.from({ length: count }, (_, operation) =>
    drawAnswer(behaviour, answerStream(from, { operation, attempt: 1 }, 0)),
  )
}

describe('the answer to a request', () => {
  test('comes in the shares that were asked for', () => {
    const shares = { '408': 2, '429': 10, '500': 5, '502': 3, '503': 20, '504': 1, stall: 4, cut: 6 }
    const drawn = drawMany({ answers: shares }, 20_000)
    for (const [answer, percent] of Object.entries({ ...shares, '200': 49 })) {
      const p = percent / 100
      const counted = drawn.filter((one) => one.answer === answer).length
      // 3.29 standard errors: a sample of this share lies within them 999 times of 1,000.
      const allowed = 3.29 * Math.sqrt(20_000 * p * (1 - p))
      expect(Math.abs(counted - 20_000 * p), answer).toBeLessThan(allowed)
    }
  })

  test('is 200 when nothing else was asked for, and never 200 when everything was', () => {
    expect(new Set(drawMany({}, 1_000).map(({ answer }) => answer))).toEqual(new Set(['200']))
    const all = drawMany({ answers: { '503': 60, '500': 40 } }, 1_000)
    expect(all.some(({ answer }) => answer === '200')).toBe(false)
  })

  test('is the same for the same seed, trial, operation and attempt, and another one for any other', () => {
    const answers = { '503': 50 }
    const same = (a: object[], b: object[]) => JSON.stringify(a) === JSON.stringify(b)
    expect(same(drawMany({ answers }, 100), drawMany({ answers }, 100))).toBe(true)
    expect(same(drawMany({ answers }, 100), drawMany({ answers }, 100, { seed: 8, trial: 3 }))).toBe(false)
    expect(same(drawMany({ answers }, 100), drawMany({ answers }, 100, { seed: 7, trial: 4 }))).toBe(false)
    const again = (attempt: number) => answerStream(luck, { operation: 1, attempt }, 0).next()
    expect(again(1)).not.toBe(again(2))
  })

  test('of requests that name no attempt depends on how many came before', () => {
    const first = (number: number) => answerStream(luck, null, number).next()
    expect(first(0)).toBe(first(0))
    expect(first(0)).not.toBe(first(1))
  })

  test('that fails follows an effect as often as was asked for, whatever the shares are', () => {
    const effects = (share: number) =>
      drawMany({ answers: { '500': share }, effectBeforeErrorPercent: 30 }, 5_000).map(
        (one) => one.hasEffectFirst,
      )
    expect(effects(10)).toEqual(effects(90))
    const count = effects(10).filter(Boolean).length
    expect(Math.abs(count - 1_500)).toBeLessThan(3.29 * Math.sqrt(5_000 * 0.3 * 0.7))
  })

  test('has its effect or not whatever the answer is', () => {
    const failed = drawMany({ answers: { '500': 30 }, effectBeforeErrorPercent: 30 }, 5_000).filter(
      ({ answer }) => answer === '500',
    )
    const share = failed.filter(({ hasEffectFirst }) => hasEffectFirst).length / failed.length
    expect(Math.abs(share - 0.3)).toBeLessThan(3.29 * Math.sqrt((0.3 * 0.7) / failed.length))
  })

  test('takes a constant service time, or an exponential one with that mean', () => {
    expect(new Set(drawMany({ serviceTimeMs: 12.5 }, 100).map((one) => one.serviceTimeMs))).toEqual(
      new Set([12.5]),
    )
    const times = drawMany({ serviceTimeMs: 20, serviceTimes: 'exponential' }, 20_000).map(
      (one) => one.serviceTimeMs,
    )
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length
    // The standard deviation of an exponential law is its mean.
    expect(Math.abs(mean - 20)).toBeLessThan((3.29 * 20) / Math.sqrt(20_000))
  })
})
