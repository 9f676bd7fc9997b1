import { describe, expect, it } from 'vitest'
import type { NameProbe } from './evidence'
import { step, verdicts, witnessed } from './receipt-evidence'
import { tallyAttempts } from './receipt-losses'
import { receiptOf } from './receipt-of'

/** One every 200 ms, members in turn; a last one after all was taken away. The name fails where it is told to. */
function probes(fails: (probe: Pick<NameProbe, 'member' | 'startMs'>) => boolean): NameProbe[] {
  return Array.from({ length: 60 }, (_, index) => {
    const probe = { member: index % 3, startMs: index * 200 }
    const byName = !fails(probe)
    return { ...probe, byName, byAddress: true, endMs: probe.startMs + (byName ? 20 : 1_000) }
  })
}
const during = ({ startMs }: { startMs: number }) => startMs >= 2_000 && startMs < 6_000

describe('the receipt of names that fail', () => {
  const failure = (params: object = {}, endMs: number | null = 6_000) => [
    step('name-failure', params, 2_000, endMs),
  ]
  const RIGHT = { 'names-failed': 'within', 'names-failed-otherwise': 'within' }

  it('is within where new connections by name fail as long as asked, and no longer', () => {
    expect(verdicts(failure(), [witnessed({ nameProbes: probes(during) })])).toMatchObject(RIGHT)
    const toTheEnd = probes(({ startMs }) => startMs >= 2_000 && startMs < 10_000)
    expect(verdicts(failure({}, null), [witnessed({ nameProbes: toTheEnd })])).toMatchObject(RIGHT)
  })

  it('is beyond where names were resolved all the time, or never again', () => {
    expect(verdicts(failure(), [witnessed({ nameProbes: probes(() => false) })])).toMatchObject({
      ...{ 'names-failed': 'beyond', 'names-failed-otherwise': 'within' },
    })
    const forEver = probes(({ startMs }) => startMs >= 2_000)
    expect(verdicts(failure(), [witnessed({ nameProbes: forEver })])).toMatchObject({
      ...{ 'names-failed': 'within', 'names-failed-otherwise': 'beyond' },
    })
  })

  it('is held against the members it was aimed at', () => {
    const ofOne = (member: number) => [
      witnessed({ nameProbes: probes((probe) => during(probe) && probe.member === member) }),
    ]
    expect(verdicts(failure({ on: 'member-2' }), ofOne(1))).toMatchObject(RIGHT)
    expect(verdicts(failure({ on: 'member-2' }), ofOne(0))).toMatchObject({
      ...{ 'names-failed': 'beyond', 'names-failed-otherwise': 'beyond' },
    })
    expect(verdicts(failure({ on: 'leader' }), ofOne(0))).toMatchObject({ 'names-failed': 'unknown' })
  })

  it('does not take a broken link for a failing name', () => {
    const broken = probes(() => true).map((probe) => ({ ...probe, byAddress: false }))
    const receipt = receiptOf(failure(), [witnessed({ nameProbes: broken })], tallyAttempts([], []))
    expect(receipt[0]).toMatchObject({
      ...{ measure: 'names-failed', requested: 100, measured: null, verdict: 'unknown' },
    })
  })

  it('leaves out what was under way when the fault began or ended', () => {
    // Eleven began while it should have acted; two of them were too early, and five saw its end.
    const late = probes(({ startMs }) => startMs >= 2_250 && startMs < 4_100)
    expect(verdicts(failure({}, 4_100), [witnessed({ nameProbes: late })])).toMatchObject(RIGHT)
  })

  it('says nothing where no name was to fail', () => {
    expect(verdicts([], [witnessed({ nameProbes: probes(during) })])).not.toHaveProperty('names-failed')
  })
})
