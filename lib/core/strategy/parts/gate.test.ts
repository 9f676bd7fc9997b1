import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../../history/attempt'
import { throughAll, type Gate } from './gate'

const QUESTION = { attempt: 1, nowMs: 5, lastError: null, random: { next: () => 0.5 } }
const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

/** A gate that writes down what it is asked and told. */
function gateNamed(name: string, log: string[], admits = true): Gate {
  return {
    ask: ({ attempt, nowMs }) => {
      log.push(`${name} asked for ${attempt} at ${nowMs}`)
      if (!admits) return { admitted: false, reason: 'budget-empty' }
      return { admitted: true, report: ({ outcome }, atMs) => log.push(`${name} told ${outcome} at ${atMs}`) }
    },
  }
}

describe('several gates', () => {
  it('are asked in order, and all learn the result', () => {
    const log: string[] = []
    const passage = throughAll([gateNamed('a', log), gateNamed('b', log)], QUESTION)
    if (passage.admitted) passage.report(OK, 9)
    expect(log).toEqual(['a asked for 1 at 5', 'b asked for 1 at 5', 'a told ok at 9', 'b told ok at 9'])
  })

  it('ask no further after the first that refuses, and give its reason', () => {
    const log: string[] = []
    const gates = [gateNamed('a', log), gateNamed('b', log, false), gateNamed('c', log)]
    expect(throughAll(gates, QUESTION)).toEqual({ admitted: false, reason: 'budget-empty' })
    expect(log).toEqual(['a asked for 1 at 5', 'b asked for 1 at 5'])
  })

  it('admit when there are none', () => {
    expect(throughAll([], QUESTION).admitted).toBe(true)
  })
})
