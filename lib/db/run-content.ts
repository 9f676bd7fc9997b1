/** What a run has measured, as one hash: decisions of reviewers are made on it. It changes when a run is taken up again. */
import { createHash } from 'node:crypto'
import { database, query, type Database, type Queries } from './database'

/** How a run stands, as far as its content hangs on it. */
export interface RunEnd {
  status: string
  epoch: number
  finishedAt: Date | null
  quality: string | null
  verdict: string | null
}

export const RUN_END = { status: true, epoch: true, finishedAt: true, quality: true, verdict: true } as const

/**
 * Which end of a run this is: what was measured up to it stays as it is, and what came of it only changes with a version of the program
 * that derives another outcome. Null before the end: trials are still to come.
 */
export function endOfRun({ status, epoch, finishedAt, quality, verdict }: RunEnd): string | null {
  return finishedAt && [status, epoch, finishedAt.getTime(), quality ?? '-', verdict ?? '-'].join(' ')
}

/** Trials that are read at once: summaries are large. */
const PIECE = 20

/** Hashes that stay in memory: those of runs that somebody looks at. */
const MOST_HASHES = 500

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeContents?: Map<string, string> }
const known = (holder.retryscopeContents ??= new Map<string, string>())

/**
 * SHA-256, in hexadecimal digits, over spec, seed, outcome, environment and every stored trial with the summaries of its arms.
 * Attempts are not read: summaries are made of them when a trial ends, and of nothing else.
 * @returns null before the end
 */
export async function contentHash(
  runId: string,
  run: RunEnd,
  db: Database = database(),
): Promise<string | null> {
  const end = endOfRun(run)
  if (end === null) return null
  const key = `${db.file} ${runId} ${end}`
  const found = known.get(key) ?? (await query(db, (prisma) => hashOf(runId, prisma)))
  // Put at the end: the first of a map is the one that was asked for the longest ago.
  known.delete(key)
  known.set(key, found)
  const [oldest] = known.keys()
  if (known.size > MOST_HASHES && oldest !== undefined) known.delete(oldest)
  return found
}

/** A row as the JSON of its values, as SQLite itself writes it: nothing is parsed on the way. */
type Rows = { line: string }[]

async function hashOf(runId: string, prisma: Queries): Promise<string> {
  const hash = createHash('sha256')
  const add = (rows: Rows) => {
    for (const { line } of rows) hash.update(`${line}\n`)
  }
  add(
    await prisma.$queryRaw<Rows>`
      SELECT json_array(spec, seed, status, error, quality, verdict, environment, totalTrials) AS line
      FROM Run WHERE id = ${runId}`,
  )
  for (let last = -1; ;) {
    const trials = await prisma.$queryRaw<(Rows[number] & { index: bigint | number })[]>`
      SELECT "index", json_array("index", pointIndex, repetition, quality, qualityReasons, startedAt, windowMs, gapMs,
        quiesceMs, ledger, receipt, findings, leaderEvents, longestStallMs, attempts, windows) AS line
      FROM Trial WHERE runId = ${runId} AND "index" > ${last} ORDER BY "index" LIMIT ${PIECE}`
    const newest = trials.at(-1)
    if (!newest) return hash.digest('hex')
    add(trials)
    const [first, end] = [last + 1, Number(newest.index)]
    add(
      await prisma.$queryRaw<Rows>`
        SELECT json_array(trialIndex, arm, operations, ok, attempts, summary) AS line
        FROM TrialArm WHERE runId = ${runId} AND trialIndex BETWEEN ${first} AND ${end} ORDER BY trialIndex, arm`,
    )
    last = end
  }
}
