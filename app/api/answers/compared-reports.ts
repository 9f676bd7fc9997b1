/** The reports of a comparison. */
import { namedTwice } from '@/lib/core/comparison/compared-runs'
import type { RunReport } from '@/lib/core/summary/report'
import { readRunReport } from '@/lib/db/read-run-report'
import { Refusal } from './problem'

/** The baseline first. @throws Refusal where one of them is not there, or there twice */
export async function comparedReports(ids: readonly string[]): Promise<[RunReport, ...RunReport[]]> {
  const reports = await Promise.all(
    ids.map(async (id) => {
      const report = await readRunReport(id)
      if (report) return report
      throw new Refusal('no-such-run', `There is no run ${id}: it may have been deleted. Choose another one.`)
    }),
  )
  const twice = namedTwice(reports)
  if (twice)
    throw new Refusal(
      'not-understood',
      `runs: run ${twice.number} is named twice, and a run differs from itself in nothing. Name another run in its place.`,
    )
  const [baseline, ...others] = reports
  if (!baseline) throw new Error('the schema asks for two runs')
  return [baseline, ...others]
}
