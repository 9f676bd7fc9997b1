import { describe, expect, it } from 'vitest'
import { leaderChangeSpans, linkInFlight, MAX_LINKS } from './leader-changes'
import { contextOf, leaderMove, record, retried } from './trace-fixture'
import { operationAddress } from './trace-ids'

const change = { seenMs: 1_090, from: 0, to: 2, leaderlessMs: 40 }

describe('a leader change as a span', () => {
  it('lasts from the request to go until a majority names the new leader', () => {
    const [asked] = leaderChangeSpans(contextOf({ leaderChanges: [change], ledger: [leaderMove(1_030)] }))
    expect(asked?.span).toMatchObject({
      name: 'leader change',
      parentSpanId: null,
      startMs: 1_030,
      endMs: 1_090,
    })
    expect(asked?.span.attributes).toMatchObject({
      ...{ 'retryscope.leader.from': 0, 'retryscope.leader.to': 2, 'retryscope.leader.leaderless_ms': 40 },
      'retryscope.leader.step': 'leader-transfer-0',
    })
  })

  it('lasts for as long as there was no leader where nobody asked for it, or too long ago', () => {
    for (const ledger of [[], [leaderMove(-4_000)], [leaderMove(1_091)]]) {
      const [own] = leaderChangeSpans(contextOf({ leaderChanges: [change], ledger }))
      expect(own?.span.startMs).toBe(1_050)
      expect(own?.span.attributes).not.toHaveProperty('retryscope.leader.step')
    }
  })

  it('is linked with the operations in flight, and with no other', () => {
    const context = contextOf({ leaderChanges: [change], ledger: [leaderMove(1_030)] })
    const changes = leaderChangeSpans(context)
    const before = record({ operation: 1, intendedStartMs: 900, operationEndMs: 1_029 })
    const after = record({ operation: 2, intendedStartMs: 1_091, operationEndMs: 1_200 })
    linkInFlight(changes, [before, ...retried({ arm: 1 }), after], context)
    expect(changes[0]?.span.links).toEqual([{ ...operationAddress('run-1', 1, 1, 7), attributes: {} }])
    expect(changes[0]?.span.attributes).toMatchObject({ 'retryscope.leader.operations_in_flight': 1 })
  })

  it('says how many links did not fit, and links with nothing that is not exported', () => {
    const context = contextOf({ leaderChanges: [change] })
    const many = Array.from({ length: 300 }, (_, operation) => record({ operation, operationEndMs: 1_100 }))
    const changes = leaderChangeSpans(context)
    linkInFlight(changes, many, context)
    expect(changes[0]?.span).toMatchObject({ droppedLinks: 300 - MAX_LINKS })
    expect(changes[0]?.span.links).toHaveLength(MAX_LINKS)
    const unsampled = leaderChangeSpans(context)
    linkInFlight(unsampled, many, context, () => false)
    expect(unsampled[0]?.span).toMatchObject({ links: [], droppedLinks: 0 })
    expect(unsampled[0]?.span.attributes).toMatchObject({ 'retryscope.leader.operations_in_flight': 300 })
  })
})
