import { expect, it } from 'vitest'
import type { LabAddress } from '@/lib/lab/lab'
import type { MemberProposals } from '@/lib/lab/etcd/proposals'
import { MemberWatch } from './member-watch'

const address: LabAddress = { driver: 'local', toxiproxyUrl: '', members: [] }

/** A watch over two members, of which the second never answers. */
function watchOf(changes: Partial<ConstructorParameters<typeof MemberWatch>[0]> = {}) {
  let asked = 0
  const next = (): MemberProposals => ({ pending: asked, failed: 3 * asked++, hasLeader: asked > 1 })
  return new MemberWatch({
    ...{ address, windowMs: 1_000, disturbed: true, sequential: false },
    read: () =>
      Promise.resolve([
        { member: 'm1', proposals: next() },
        { member: 'm2', proposals: null },
      ]),
    ...changes,
  })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('samples while operations run, and leaves out what nobody could tell', async () => {
  const watch = watchOf()
  watch.phase('inject')
  expect(await watch.finish()).toEqual([])
  watch.phase('window')
  await pause(700)
  watch.phase('drain')
  watch.phase('heal')
  const series = await watch.finish()
  expect(series.map(({ name, member, arm }) => [name, member, arm])).toEqual([
    ['proposals-pending', 'm1', null],
    ['proposals-failed', 'm1', null],
    ['has-leader', 'm1', null],
  ])
  const values = series.map(({ points }) => points.slice(0, 2).map(([, value]) => value))
  // Of failed ones only the growth says something, and of the first sample nothing.
  expect(values).toEqual([
    [0, 1],
    [null, 3],
    [0, 1],
  ])
})

it('tells whose window it was where arms run one after the other', async () => {
  const watch = watchOf({ sequential: true })
  for (const phase of ['window', 'drain', 'heal', 'window', 'heal'] as const) {
    watch.phase(phase)
    await pause(5)
  }
  const series = await watch.finish()
  expect([...new Set(series.map(({ arm }) => arm))]).toEqual([0, 1])
})

it('asks nothing of a target that is no cluster', async () => {
  const watch = watchOf({ address: { ...address, target: 'http' } })
  watch.phase('window')
  await pause(5)
  expect(await watch.finish()).toEqual([])
})
