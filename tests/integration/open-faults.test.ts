/** What is written down of faults, against the real database. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { intendedEntry, type LedgerEntry } from '@/lib/core/fault/ledger'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { FencedOutError } from '@/lib/db/database-error'
import { readRunReport } from '@/lib/db/read-run-report'
import {
  forgetFaults,
  intendFaults,
  labsWithLeftovers,
  leftoverFaults,
  markStuck,
  noteFaults,
} from '@/lib/db/open-faults'
import { LabStuckError } from '@/lib/lab/lab-error'
import { silentLog as log } from '@/worker/log/log'
import {
  nameStuckBefore,
  reconcileCleanLab,
  reconcileClosedLab,
  reconcileEndedLabs,
} from '@/worker/lab/reconcile-faults'
import { workOnce } from '@/worker/work-once'
import { attemptOf, freshDatabase, specOf, storeTrial } from '../fixtures/db-fixture'
import { stepOf } from '../fixtures/fault-steps'
import { withLabsDirectory } from '../fixtures/lab-fixture'
import { fakePorts, untilAborted } from '../fixtures/worker-fixture'

const labs = withLabsDirectory()
const entries = [intendedEntry(stepOf('latency'), null), intendedEntry(stepOf('leader-transfer'), 1)]

async function claimed() {
  const db = await freshDatabase()
  await createRun({ spec: specOf() }, db)
  const claim = await claimRun('w', {}, db)
  if (!claim) throw new Error('nothing to claim')
  return { claim, db }
}

/** As if the worker had died: nobody renews the leases. */
async function letLeasesEnd(db: Database) {
  await db.prisma.openFault.updateMany({ data: { leaseUntil: new Date(0) } })
}

test('what is intended is left over when its worker dies, with what had become of it, until it is forgotten', async () => {
  const { claim, db } = await claimed()
  const place = { trialIndex: 0, lab: '/labs/external-a' }
  await intendFaults(claim, place, entries, db)
  await noteFaults(
    claim,
    0,
    entries.map((entry, index) => (index === 0 ? { ...entry, state: 'active' } : entry)),
    db,
  )
  // A living worker’s faults are not left over.
  expect(await labsWithLeftovers(db)).toEqual([])
  await letLeasesEnd(db)
  expect(await labsWithLeftovers(db)).toEqual(['/labs/external-a'])
  expect(
    (await leftoverFaults('/labs/external-a', db)).map(({ entry }) => [entry.step, entry.state]),
  ).toEqual([
    ['latency', 'active'],
    ['leader-transfer', 'intended'],
  ])
  await markStuck(await leftoverFaults('/labs/external-a', db), 'no answer', db)
  expect((await leftoverFaults('/labs/external-a', db)).map(({ entry }) => entry.problem)).toEqual([
    'no answer',
    'no answer',
  ])
  // A lab that was clear says nothing about another one.
  await forgetFaults(claim, '/labs/external-b', db)
  expect(await labsWithLeftovers(db)).toEqual(['/labs/external-a'])
  await forgetFaults(claim, '/labs/external-a', db)
  expect(await labsWithLeftovers(db)).toEqual([])
})

test('a claim that is outdated may not intend anything', async () => {
  const { claim, db } = await claimed()
  const outdated = { ...claim, epoch: claim.epoch - 1 }
  await expect(intendFaults(outdated, { trialIndex: 0, lab: 'x' }, entries, db)).rejects.toThrow(
    FencedOutError,
  )
})

test('a finished trial takes its faults with it, also those of an epoch before', async () => {
  const { claim, db } = await claimed()
  await intendFaults(claim, { trialIndex: 0, lab: '/labs/external-b' }, entries, db)
  await storeTrial(db, claim, 0)
  await letLeasesEnd(db)
  expect(await labsWithLeftovers(db)).toEqual([])
})

test('faults of a local lab that has ended are forgotten; those of another lab are kept and named', async () => {
  const { claim, db } = await claimed()
  const gone = path.join(labs, 'lab-gone')
  mkdirSync(gone)
  await intendFaults(claim, { trialIndex: 0, lab: gone }, entries, db)
  await intendFaults(claim, { trialIndex: 1, lab: path.join(labs, 'external-c') }, entries, db)
  await letLeasesEnd(db)
  await reconcileEndedLabs({ db: db, log })
  expect(await labsWithLeftovers(db)).toEqual([path.join(labs, 'external-c')])
})

const LAB = '/labs/external-d'
const stuckOf = async (runId: string, db: Database) =>
  (await readRunReport(runId, db))?.stuckFaults.map(({ lab, entry }) => [lab, entry.step, entry.problem])

test('what was injected in a lab that was not given back free of faults is stuck, in the run’s report', async () => {
  const { claim, db } = await claimed()
  const [latency, transfer] = entries as [LedgerEntry, LedgerEntry]
  const others = (['bandwidth', 'slicer'] as const).map((fault) => intendedEntry(stepOf(fault), null))
  await intendFaults(claim, { trialIndex: 0, lab: LAB }, [latency, transfer, ...others], db)
  const [bandwidth, slicer] = others as [LedgerEntry, LedgerEntry]
  const noted: LedgerEntry[] = [
    { ...latency, state: 'active' },
    { ...bandwidth, state: 'stuck', problem: 'its own problem' },
    { ...slicer, state: 'removed' },
  ]
  await noteFaults(claim, 0, noted, db)
  await reconcileClosedLab(claim, { directory: LAB, problem: 'Stuck: m1' }, { db, log })
  // What was never injected, and what was removed, is not.
  expect(await stuckOf(claim.runId, db)).toEqual([
    ['external-d', 'bandwidth', 'its own problem'],
    ['external-d', 'latency', 'Stuck: m1'],
  ])
  // A session that had another lab, or none, says nothing about this one.
  await reconcileClosedLab(claim, { directory: '/labs/external-e', problem: null }, { db, log })
  expect(await stuckOf(claim.runId, db)).toHaveLength(2)
  // Their leases have ended with them, so that whoever clears the lab next forgets them.
  await reconcileCleanLab(LAB, { db, log })
  expect(await stuckOf(claim.runId, db)).toEqual([])
})

test('what an earlier claim has left is stuck when the run finds its lab to be so; a local lab that has ended has none', async () => {
  const { claim, db } = await claimed()
  const gone = path.join(labs, 'lab-ended')
  mkdirSync(gone)
  await intendFaults(claim, { trialIndex: 0, lab: LAB }, entries.slice(0, 1), db)
  await intendFaults(claim, { trialIndex: 1, lab: gone }, entries, db)
  const later = { ...claim, epoch: claim.epoch + 1 }
  await nameStuckBefore(claim, 'Stuck: m1', { db, log })
  expect(await stuckOf(claim.runId, db)).toEqual([])
  await nameStuckBefore(later, 'Stuck: m1', { db, log })
  expect(await stuckOf(claim.runId, db)).toEqual([['external-d', 'latency', 'Stuck: m1']])
})

test.each([
  ['the same one', '/labs/external-a', { kind: 'completed' }],
  ['another one', '/labs/lab-b', { kind: 'failed', cause: 'lab', message: 'Stuck: m1' }],
])(
  'after a lab that could not be given back, %s counts only where it was cleared at its begin',
  async (_, second, end) => {
    const db = await freshDatabase()
    const { id } = await createRun({ spec: specOf() }, db)
    let breaks = 1
    const intended = intendedEntry(stepOf('latency'), null)
    const { ports } = fakePorts(db, async ({ trial }, signal, breakLab) => {
      const place = { trialIndex: trial.index, lab: breaks === 1 ? '/labs/external-a' : second }
      const claim = { runId: id, epoch: 1, owner: ports.workerId }
      await intendFaults(
        claim,
        place,
        [
          { ...intended, state: 'active' },
          { ...intended, step: 'later' },
        ],
        db,
      )
      if (breaks === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
      breaks -= 1
      breakLab({ program: 'etcd-m2', message: 'etcd-m2 ended.' })
      return untilAborted(signal)
    })
    const acquire = ports.acquireLab.bind(ports)
    let labs = 0
    ports.acquireLab = async (...wanted) => {
      const lab = await acquire(...wanted)
      labs += 1
      return labs === 1
        ? {
            ...lab,
            directory: '/labs/external-a',
            stop: () => Promise.reject(new LabStuckError('Stuck: m1')),
          }
        : { ...lab, directory: second }
    }
    expect(await workOnce(ports, { shutdown: new AbortController().signal })).toMatchObject(end)
    const stuck = (await readRunReport(id, db))?.stuckFaults.map(({ lab, entry }) => [lab, entry.step])
    expect(stuck).toEqual(end.kind === 'failed' ? [['external-a', 'latency']] : [])
  },
)
