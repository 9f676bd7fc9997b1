/** A run as its page, the command line and exports show it. */
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import { pointFigures } from '@/lib/core/summary/build-report'
import type { DerivedReport, RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { environmentSchema, progressSchema } from '@/lib/core/summary/run-state-schemas'
import { asDamaged } from './damaged-batches'
import { database, query, type Database } from './database'
import { forgetGrowing, growingReport, type ReportedRun } from './growing-reports'
import { readBaselineOf } from './mark-baseline'
import { stuckAmong } from './open-faults'
import { readTrials } from './read-trials'
import { readStored } from './stored-json'
import { readStoredReport, storeReportIfPossible } from './stored-report'

/**
 * Reads a run with everything derived from its finished trials; null when there is no such run.
 * @param id its id, or its number in digits: what people call it by
 */
export async function readRunReport(id: string, db: Database = database()): Promise<RunReport | null> {
  const run = await readRun(id, db)
  if (!run) return null
  const derived = await derivedOf(run, db)
  // What is stored was written by this version of the program, from trials that were checked.
  return { ...run, ...(derived.report ?? (JSON.parse(derived.json) as DerivedReport)) }
}

/** The same as JSON text: what is derived goes out as it is stored. */
export async function readRunReportJson(id: string, db: Database = database()): Promise<string | null> {
  return (await readTitledReportJson(id, db))?.json ?? null
}

/** The same with what a page is called after: to read it out of the text takes a large run longer than all else. */
export async function readTitledReportJson(
  id: string,
  db: Database = database(),
): Promise<{ run: Pick<RunReport, 'id' | 'number' | 'name'>; json: string } | null> {
  const run = await readRun(id, db)
  if (!run) return null
  const { json } = await derivedOf(run, db)
  return { run, json: `${JSON.stringify(run).slice(0, -1)},${json.slice(1)}` }
}

/**
 * All figures of one fault point, one per strategy (null where nothing was measured): more than the report tells of its cells.
 * @returns null when there is no such run
 */
export async function readPointFigures(
  id: string,
  pointIndex: number,
  db: Database = database(),
): Promise<(StrategyFigures | null)[] | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({ where: { id }, select: { id: true, number: true, spec: true } }),
  )
  if (!run) return null
  const spec = readStored(frozenSpecSchema, run.spec, `Run ${run.number}`)
  return pointFigures(spec, await readTrials(run, { pointIndex }, db), pointIndex)
}

async function derivedOf(
  run: ReportedRun,
  db: Database,
): Promise<{ json: string; report: DerivedReport | null }> {
  const isLive = run.status === 'queued' || run.status === 'running'
  const stored = isLive ? null : await readStoredReport(run.id, db)
  if (stored !== null) return { json: stored, report: null }
  const derived = await growingReport(run, db)
  if (!isLive) {
    await storeReportIfPossible(run.id, derived, db)
    forgetGrowing(run.id, db)
  }
  return derived
}

type RunHead = Omit<RunReport, keyof DerivedReport>

async function readRun(id: string, db: Database): Promise<RunHead | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: /^\d{1,9}$/.test(id) ? { number: Number(id) } : { id },
      include: {
        openFaults: { orderBy: [{ trialIndex: 'asc' }, { step: 'asc' }] },
        tags: { orderBy: { tag: 'asc' } },
        damagedBatches: { orderBy: [{ trialIndex: 'asc' }, { sequence: 'asc' }] },
      },
    }),
  )
  if (!run) return null
  const what = `Run ${run.number}`
  return {
    id: run.id,
    number: run.number,
    name: run.name,
    version: run.version,
    tags: run.tags.map(({ tag }) => tag),
    status: run.status,
    error: run.error,
    seed: Number(run.seed),
    spec: readStored(frozenSpecSchema, run.spec, what),
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    cancelRequested: run.cancelRequestedAt !== null,
    pinned: run.pinnedAt !== null,
    baseline: await readBaselineOf(run.name, db),
    environment: readStored(environmentSchema.nullable(), run.environment, what),
    progress: readStored(progressSchema.nullable(), run.progress, what),
    stuckFaults: stuckAmong(run.openFaults, what),
    damagedBatches: run.damagedBatches.map(asDamaged),
  }
}
