/** A process that claims runs until there are none, for the test of claim races: `<database file> <worker id>`. */
import { claimRun } from '@/lib/db/claim-run'
import { openDatabase } from '@/lib/db/database'
import { writePatiently } from '@/worker/patient-write'
import { pino } from 'pino'

const [file = '', workerId = ''] = process.argv.slice(2)
const db = openDatabase(file)
const numbers: number[] = []
const log = pino({ level: 'silent' })
for (;;) {
  // As the worker does: SQLite's lock is not fair, so one of several may not get it within the busy time-out.
  const run = await writePatiently(() => claimRun(workerId, {}, db), log)
  if (!run) break
  numbers.push(run.number)
}
process.send?.(numbers, () => process.exit(0))
