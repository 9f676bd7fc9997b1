/** What theory says of the retries behind a report's figures: the laws of its fault points, mixed as operations were. */
import { retryLawOf } from '../experiment/retry-law'
import type { Catalogue } from '../strategy/catalogue'
import type { RunReport } from './report'

export interface ExpectedRetries {
  /** Index = retries of an operation, value = its expected share of the operations. */
  shares: number[]
  /** Expected share of operations that succeed. */
  success: number
}

/**
 * What is expected of an arm, or why nothing is: at one fault point, or over all that were measured, each with as much weight
 * as operations were measured there.
 */
export function expectedRetries(
  { spec, points, cells }: Pick<RunReport, 'spec' | 'points' | 'cells'>,
  arm: number,
  chosenPoint: number | null,
  catalogue: Pick<Catalogue, 'find'>,
): ExpectedRetries | { reason: string } {
  const strategy = spec.strategies[arm]
  const measured = cells.filter(
    (cell) =>
      cell.arm === arm &&
      (chosenPoint === null || cell.pointIndex === chosenPoint) &&
      cell.figures.operations > 0,
  )
  const operations = measured.reduce((sum, { figures }) => sum + figures.operations, 0)
  if (!strategy || operations === 0) return { reason: 'nothing was measured' }
  const expected: ExpectedRetries = { shares: [], success: 0 }
  for (const { pointIndex, figures } of measured) {
    const point = points[pointIndex]
    if (!point) throw new Error(`fault point ${pointIndex} is not in the matrix`)
    const law = retryLawOf(spec, point, strategy, catalogue)
    if ('reason' in law) return measured.length === 1 ? law : { reason: `${law.reason} at some fault points` }
    const weight = figures.operations / operations
    law.shares.forEach((share, retries) => {
      expected.shares[retries] = (expected.shares[retries] ?? 0) + weight * share
    })
    expected.success += weight * law.success
  }
  return expected
}
