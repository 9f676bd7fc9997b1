/** Whether a run has what a comment is about. */
import { readCellAddress } from '../runs/cell-address'
import { readFindingId, type Place } from './place'

/** What of a run places name. */
export interface RunPlaces {
  /** Fault points of its matrix. */
  points: number
  strategies: number
  /** Indexes of trials that have ended, from 0. */
  trials: ReadonlySet<number>
  /** Ids of its findings. */
  findings: ReadonlySet<string>
}

/** Null = it has; otherwise what it does not have, for people. */
export function missingPlace(place: Place, run: RunPlaces): string | null {
  switch (place.on) {
    case 'run':
      return null
    case 'cell': {
      const cell = readCellAddress(place.cell)
      const isThere = cell && cell.pointIndex < run.points && cell.arm < run.strategies
      return isThere ? null : `place.cell: the run has no cell ${place.cell}`
    }
    case 'window':
      return run.trials.has(place.trial - 1) ? null : `place.trial: trial ${place.trial} has not ended`
    case 'finding': {
      const isThere = readFindingId(place.finding) && run.findings.has(place.finding)
      return isThere ? null : `place.finding: nothing of that name was found in the run`
    }
  }
}
