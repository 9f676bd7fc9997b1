/**
 * Reports of runs that are under way. A page asks every second, and a large run has thousands of summaries: those that were
 * read stay in memory, and only what a new trial has changed is derived again.
 */
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { cellsOf, deriveReport, type StoredTrial } from '@/lib/core/summary/build-report'
import type { CellReport, DerivedReport, RunStatus } from '@/lib/core/summary/report'
import { database, query, type Database } from './database'
import { readTrials } from './read-trials'

/** Runs whose trials are kept in memory: those that somebody looks at. */
const MOST_RUNS = 4

/** A run as far as its report is derived from it. */
export interface ReportedRun {
  id: string
  number: number
  spec: ExperimentSpec
  status: RunStatus
}

/** A report, and the same as JSON text: it is asked for again and again. */
export interface Derived {
  report: DerivedReport
  json: string
}

interface Growing {
  trials: Map<number, StoredTrial>
  /** By fault point. */
  cells: Map<number, CellReport[]>
  /** Of these trials, and for this status. */
  derived: (Derived & { status: RunStatus }) | null
}

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeGrowingReports?: Map<string, Growing> }
const growing = (holder.retryscopeGrowingReports ??= new Map<string, Growing>())

/** What can be derived from the trials that have finished by now. */
export async function growingReport(run: ReportedRun, db: Database = database()): Promise<Derived> {
  const entry = entryOf(run, db)
  const finished = await query(db, (prisma) => prisma.trial.count({ where: { runId: run.id } }))
  if (finished !== entry.trials.size) await readNewTrials(run, entry, db)
  if (entry.derived?.status === run.status) return entry.derived
  const trials = [...entry.trials.values()].sort((a, b) => a.index - b.index)
  const report = deriveReport({ spec: run.spec, status: run.status, trials }, entry.cells)
  const derived = { status: run.status, report, json: JSON.stringify(report) }
  entry.derived = derived
  for (const pointIndex of new Set(report.cells.map((cell) => cell.pointIndex)))
    if (!entry.cells.has(pointIndex))
      entry.cells.set(
        pointIndex,
        report.cells.filter((cell) => cell.pointIndex === pointIndex),
      )
  return derived
}

/**
 * Reads the trials that have finished since, and derives the cells of their fault points: whoever works on the run does it after each
 * trial, so that little is left to do when the last one has ended.
 */
export async function growReport(run: Omit<ReportedRun, 'status'>, db: Database = database()): Promise<void> {
  const entry = entryOf(run, db)
  await readNewTrials(run, entry, db)
  const trials = [...entry.trials.values()]
  for (const pointIndex of new Set(trials.map((trial) => trial.pointIndex)))
    if (!entry.cells.has(pointIndex)) entry.cells.set(pointIndex, cellsOf(run.spec, trials, pointIndex))
}

/** The run has ended: its report is stored. */
export function forgetGrowing(runId: string, db: Database = database()): void {
  growing.delete(keyOf(runId, db))
}

async function readNewTrials(
  run: Pick<ReportedRun, 'id' | 'number'>,
  entry: Growing,
  db: Database,
): Promise<void> {
  const isNew = { index: { notIn: [...entry.trials.keys()] } }
  const trials = await readTrials(run, entry.trials.size === 0 ? {} : isNew, db)
  for (const trial of trials) {
    entry.trials.set(trial.index, trial)
    entry.cells.delete(trial.pointIndex)
  }
  entry.derived = null
}

/** The one that was asked for last stands last; the first is forgotten when there are too many. */
function entryOf({ id }: Pick<ReportedRun, 'id'>, db: Database): Growing {
  const key = keyOf(id, db)
  const entry = growing.get(key) ?? { trials: new Map(), cells: new Map(), derived: null }
  growing.delete(key)
  growing.set(key, entry)
  const [oldest] = growing.keys()
  if (growing.size > MOST_RUNS && oldest !== undefined) growing.delete(oldest)
  return entry
}

function keyOf(runId: string, db: Database): string {
  return `${db.file}/${runId}`
}
