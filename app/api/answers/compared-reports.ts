/** The reports of a comparison. */
import type { RunReport } from '@/lib/core/summary/report'
import { readRunReport } from '@/lib/db/read-run-report'
import { Refusal } from './problem'

/** The baseline first. @throws Refusal where one of them is not there */
export async function comparedReports(ids: readonly string[]): Promise<[RunReport, ...RunReport[]]> {
  const [baseline, ...others] = await Promise.all(
    ids.map(async (id) => {
      const report = await readRunReport(id)
      if (report) return report
      throw new Refusal('no-such-run', `There is no run ${id}: it may have been deleted. Choose another one.`)
    }),
  )
  if (!baseline) throw new Error('the schema asks for two runs')
  return [baseline, ...others]
}
