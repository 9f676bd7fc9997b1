import { describe, expect, it } from 'vitest'
import type { PacketCounts, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { packetLines } from './receipt-packets'
import { faults } from './registry'

const step = (
  fault: 'packet-loss' | 'peer-cut',
  params: object,
  startMs = 0,
  endMs: number | null = null,
): FaultStep => ({
  ...{ id: fault, fault, startMs, endMs },
  params: faults[fault].params.parse(params) as Record<string, unknown>,
})

const witnessed = (packets: PacketCounts | null): WindowEvidence => ({
  ...{ arm: null, requestsArrived: null, probes: [], sightings: [], nameProbes: [], probedUntilMs: 10_000 },
  ...{ leaderChanges: null, nameFailures: null, packets },
})
const counts = (client: [number, number], peer: [number, number] = [5_000, 5_000]): PacketCounts => ({
  client: { sent: client[0], arrived: client[1] },
  peer: { sent: peer[0], arrived: peer[1] },
})
const words = (steps: FaultStep[], ...packets: (PacketCounts | null)[]) =>
  packetLines(packets.map(witnessed), steps).map(
    ({ measure, requested, measured, verdict }) =>
      `${measure}: ${requested?.toFixed(2) ?? 'nothing'} asked, ${measured?.toFixed(2) ?? 'nothing'} measured, ${verdict}`,
  )

const fivePercent = step('packet-loss', { sharePercent: 5, link: 'client' })

describe('packets on a receipt', () => {
  it('are held against the share that was asked for', () => {
    expect(words([fivePercent], counts([10_000, 9_500]))).toEqual([
      'packet-loss-client: 5.00 asked, 5.00 measured, within',
    ])
    expect(words([fivePercent], counts([10_000, 10_000]))).toEqual([
      'packet-loss-client: 5.00 asked, 0.00 measured, beyond',
    ])
    // 3.29 standard errors of 10,000 packets at 5 % are 0.72 %, and 5 packets may be on their way.
    expect(words([fivePercent], counts([10_000, 9_424]))[0]).toMatch(/within$/)
    expect(words([fivePercent], counts([10_000, 9_410]))[0]).toMatch(/beyond$/)
    const [line] = packetLines([witnessed(counts([10_000, 9_500]))], [fivePercent])
    expect(line?.evidence).toMatch(/^10,000 packets counted before .* 9,500 after it/)
  })

  it('of all windows count together', () => {
    expect(words([fivePercent], counts([1_000, 1_000]), counts([1_000, 900]))).toEqual([
      'packet-loss-client: 5.00 asked, 5.00 measured, within',
    ])
  })

  it('that several faults lose are thrown for by each', () => {
    const both = step('packet-loss', { sharePercent: 10, link: 'both' })
    expect(words([fivePercent, both], counts([10_000, 8_550], [10_000, 9_000]))).toEqual([
      'packet-loss-client: 14.50 asked, 14.50 measured, within',
      'packet-loss-peer: 10.00 asked, 10.00 measured, within',
    ])
  })

  it('on a link that nothing should touch are told of when they are lost all the same', () => {
    expect(words([fivePercent], counts([10_000, 9_500], [10_000, 9_000]))).toContain(
      'packet-loss-peer: 0.00 asked, 10.00 measured, beyond',
    )
    // A few may be between the two counts.
    expect(words([], counts([100, 96]))).toEqual([])
  })

  it('only inform where the share changes within the window, or a member is cut off', () => {
    const late = step('packet-loss', { sharePercent: 5, link: 'client' }, 2_000)
    const short = step('packet-loss', { sharePercent: 5, link: 'client' }, 0, 2_000)
    for (const partial of [late, short])
      expect(words([partial], counts([10_000, 9_700]))[0]).toMatch(/: nothing asked, 3.00 measured, informs/)
    expect(words([step('peer-cut', {})], counts([100, 100], [10_000, 4_000]))).toEqual([
      'packet-loss-peer: nothing asked, 60.00 measured, informs',
    ])
  })

  it('are unknown where none was sent, and left out where nobody counts', () => {
    expect(words([fivePercent], counts([0, 0]))[0]).toMatch(/nothing measured, unknown/)
    expect(words([fivePercent], null)).toEqual([])
  })
})
