import path from 'node:path'
import { expect, test } from 'vitest'
import { createRun } from '@/lib/db/create-run'
import { readRunReport } from '@/lib/db/read-run-report'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { programsBelow, realPorts } from '../fixtures/worker-fixture'

test('ten leader switches a minute are seen as ten within a minute, by the members’ own statuses', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const spec = specOf({
    workload: { load: { mode: 'closed', concurrency: 1 } },
    strategies: [{ use: 'constant' }],
    matrix: { leaderSwitchesPerMinute: [10] },
    trialDurationMs: 60_000,
  })
  const { id } = await createRun({ spec }, db)
  const end = await workOnce(realPorts(db, labs), { shutdown: new AbortController().signal })
  expect(end).toEqual({ kind: 'completed', runId: id })
  const [trial] = (await readRunReport(id, db))?.trials ?? []
  const seen = trial?.receipt.find(({ measure }) => measure === 'leader-changes')
  process.stdout.write(`leader changes seen in a minute with ten asked for: ${seen?.measured}\n`)
  expect(seen?.requested).toBe(10)
  expect(Math.abs((seen?.measured ?? 0) - 10)).toBeLessThanOrEqual(1)
  expect(trial?.ledger.map(({ confirmed }) => confirmed)).toEqual(Array(10).fill(true))
  expect(programsBelow(labs)).toEqual([])
})
