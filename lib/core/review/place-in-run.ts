/** Whether a run has what a comment is about. */
import { readCellAddress } from '../runs/cell-address'
import { readFindingId, type Place } from './place'

/** What of a run places name. */
export interface RunPlaces {
  /** Fault points of its matrix. */
  points: number
  strategies: number
  /** Of the trial in question: how far its timeline goes; null = it has not ended. */
  timelineEndMs: number | null
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
      return missingWindow(place, run.timelineEndMs)
    case 'finding': {
      const isThere = readFindingId(place.finding) && run.findings.has(place.finding)
      return isThere ? null : `place.finding: nothing of that name was found in the run`
    }
  }
}

function missingWindow(
  { trial, toMs }: Extract<Place, { on: 'window' }>,
  timelineEndMs: number | null,
): string | null {
  if (timelineEndMs === null) return `place.trial: trial ${trial} has not ended`
  // What is seen of a timeline is named in whole milliseconds.
  const endMs = Math.ceil(timelineEndMs)
  if (toMs <= endMs) return null
  return `place.toMs: the timeline of trial ${trial} ends at ${endMs.toLocaleString('en-US')} ms`
}
