import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { LabError } from '@/lib/lab/lab-error'
import type { PacketCounts } from '@/lib/core/fault/evidence'
import type { AttemptReply, Client } from '@/lib/engine/ports'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { PacketRules } from '@/lib/lab/namespace/packet-rules'
import { countPackets } from '@/lib/lab/namespace/packet-witness'
import { runToolIn } from '@/lib/lab/namespace/system-tool'
import { inject } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'
import { describeWithPackets, namespaceOf, segmentsSentAgain } from '../fixtures/packet-fixture'

/** Long enough for TCP to send a packet again a few times. */
const ATTEMPT_TIMEOUT_MS = 20_000
/** TCP sends again after 200 ms at the earliest when nothing follows a lost packet. */
const SENT_AGAIN_MS = 190
/** Standard errors of a 99.9 % interval. */
const Z = 3.291
const TABLE = 'retryscope_packet_loss'

describeWithPackets('loss of real packets', () => {
  const fixture = withLab(new Set(['packet-loss']))
  let faults: ReturnType<typeof createFaultInjector>
  let target: ReturnType<typeof createTarget>
  let client: Client & { close(): void }
  let rules: PacketRules
  beforeAll(async () => {
    faults = createFaultInjector(fixture.lab.address, fixture.lab.programs)
    target = createTarget(fixture.lab.address)
    client = await target.openClient({ prefix: 'packets/', valueBytes: 128, connectionsPerMember: 1 })
    rules = new PacketRules(namespaceOf(fixture.lab))
  })
  afterEach(() => faults.heal())
  afterAll(() => {
    client.close()
    target.close()
    faults.close()
  })

  const put = (key: number): Promise<AttemptReply> =>
    client.attempt({
      ...{ kind: 'put', key, member: key % 3, timeoutMs: ATTEMPT_TIMEOUT_MS },
      signal: new AbortController().signal,
    })

  /** One put after the other, all of which must succeed; how many had to wait for a packet to be sent again. */
  async function slowPuts(count: number): Promise<number> {
    let slow = 0
    for (let key = 0; key < count; key++) {
      const startMs = performance.now()
      expect(await put(key)).toMatchObject({ outcome: 'ok', errorClass: 'none' })
      if (performance.now() - startMs >= SENT_AGAIN_MS) slow += 1
    }
    return slow
  }

  /** What the work has added to the counts that know nothing of faults. */
  async function witnessed(work: () => Promise<unknown>): Promise<PacketCounts> {
    const before = await countPackets(fixture.lab.address)
    await work()
    const after = await countPackets(fixture.lab.address)
    if (!before || !after) throw new Error('nobody counts the packets of this lab')
    const grown = (link: 'client' | 'peer') => ({
      sent: after[link].sent - before[link].sent,
      arrived: after[link].arrived - before[link].arrived,
    })
    return { client: grown('client'), peer: grown('peer') }
  }

  /** As many were lost as is to be expected of this share, in a 99.9 % interval. */
  function expectShare(lost: number, of: number, share: number): void {
    expect(Math.abs(lost - of * share)).toBeLessThanOrEqual(Z * Math.sqrt(of * share * (1 - share)))
  }

  test('on the client link loses the share that was asked for, and callers see delay instead of failures', async () => {
    const slowWithout = await slowPuts(150)
    const againBefore = segmentsSentAgain(fixture.lab)
    const injected = await inject(faults, 'packet-loss', { sharePercent: 10, link: 'client' })
    expect(injected).toMatchObject({ confirmed: true, problem: null })
    let slowWith = 0
    const seen = await witnessed(async () => (slowWith = await slowPuts(150)))
    const counted = (await rules.read(TABLE))?.packets ?? {}
    // A put is two packets at least, its request and its answer.
    expect(counted.client_seen).toBeGreaterThanOrEqual(300)
    expectShare(counted.client_lost ?? 0, counted.client_seen ?? 0, 0.1)
    expectShare(seen.client.sent - seen.client.arrived, seen.client.sent, 0.1)
    // What goes the other way is sent again by this machine; half of it may be too few to count on, a quarter is not.
    expect(segmentsSentAgain(fixture.lab) - againBefore).toBeGreaterThan((counted.client_lost ?? 0) / 4)
    // A fifth of the puts lose their request or their answer.
    expect(slowWith).toBeGreaterThan(slowWithout + 10)
    expect(seen.peer.sent).toBe(seen.peer.arrived)

    await injected.remove?.()
    expect(await rules.read(TABLE)).toBeNull()
    const afterwards = await witnessed(() => slowPuts(20))
    expect(afterwards.client).toEqual({ sent: afterwards.client.sent, arrived: afterwards.client.sent })
  })

  test('on the peer link leaves the client link alone', async () => {
    await inject(faults, 'packet-loss', { sharePercent: 10, link: 'peer' })
    // Whatever becomes of them: a member that hears too little may leave a write hanging.
    const seen = await witnessed(async () => {
      for (let key = 0; key < 60; key++) await put(key)
    })
    expect(seen.peer.sent).toBeGreaterThan(300)
    expectShare(seen.peer.sent - seen.peer.arrived, seen.peer.sent, 0.1)
    expect(seen.client.arrived).toBe(seen.client.sent)
  })

  test('on both links is healed with everything else, and only what counts stays', async () => {
    await inject(faults, 'packet-loss', { sharePercent: 5, link: 'both' })
    expect((await rules.read(TABLE))?.rules).toBe(4)
    expect(await rules.faults()).toEqual([TABLE])
    await faults.heal()
    expect(await rules.faults()).toEqual([])
    const { process } = namespaceOf(fixture.lab)
    expect((await runToolIn(process, 'nft', ['list', 'tables'])).trim()).toBe('table inet witness')
    await faults.heal()
  })

  test('drops packets that a real line could carry, however much is written at once', async () => {
    const large = await target.openClient({ prefix: 'large/', valueBytes: 60_000, connectionsPerMember: 1 })
    const signal = new AbortController().signal
    const seen = await witnessed(() =>
      large.attempt({ kind: 'put', key: 0, member: 0, timeoutMs: ATTEMPT_TIMEOUT_MS, signal }),
    )
    large.close()
    // 1,448 bytes of 1,500 are TCP's to fill.
    expect(seen.client.sent).toBeGreaterThanOrEqual(41)
    // Two members have to be told.
    expect(seen.peer.sent).toBeGreaterThanOrEqual(82)
  })

  test('that is asked for twice under one name is refused, and the first one stays', async () => {
    await inject(faults, 'packet-loss', { sharePercent: 1, link: 'client' })
    await expect(inject(faults, 'packet-loss', { sharePercent: 1, link: 'peer' })).rejects.toThrow(LabError)
    expect((await rules.read(TABLE))?.packets).toHaveProperty('client_seen')
  })
})
