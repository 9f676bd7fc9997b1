/** A process that claims runs until there are none, for the test of claim races: `<database file> <worker id>`. */
import { claimRun } from '@/lib/db/claim-run'
import { openDatabase } from '@/lib/db/database'

const [file = '', workerId = ''] = process.argv.slice(2)
const db = openDatabase(file)
const numbers: number[] = []
for (;;) {
  const run = await claimRun(workerId, {}, db)
  if (!run) break
  numbers.push(run.number)
}
process.send?.(numbers, () => process.exit(0))
