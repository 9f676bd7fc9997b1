/** The board of objectives, from what is stored of the newest judged runs of each experiment. */
import {
  BOARD_EXPERIMENTS,
  boardExperiments,
  TREND_RUNS,
  type JudgedRun,
  type ObjectivesBoard,
} from '@/lib/core/runs/board'
import type { Objectives } from '@/lib/core/runs/objectives'
import { database, query, type Database } from './database'
import { DatabaseError } from './database-error'
import { Prisma } from './generated/client'
import { readRunReport } from './read-run-report'
import { objectivesFrom, readObjectives, storeObjectives } from './stored-objectives'
import { reportVersion } from './stored-report'

/**
 * Runs that another version of the program has judged are judged anew, from their trials, the newest first, for this long per
 * call: a large run takes seconds. The answer says how many are left.
 */
const CATCH_UP_MS = 250

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeUnreadable?: Set<string> }
/** Runs with trials that cannot be read: nobody tries again and again. */
const unreadable = (holder.retryscopeUnreadable ??= new Set<string>())

/** @param catchUpMs 0 = only what is ready, for a page that must not wait */
export async function readBoard(
  { catchUpMs = CATCH_UP_MS }: { catchUpMs?: number } = {},
  db: Database = database(),
): Promise<ObjectivesBoard> {
  const { runs, more } = await newestJudged(db)
  const version = reportVersion()
  const ids = runs.map(({ id }) => id)
  const known = version === null ? new Map<string, Objectives>() : await readObjectives(ids, version, db)
  const missing = ids.filter((id) => !known.has(id) && !unreadable.has(id))
  const until = Date.now() + catchUpMs
  let pending = missing.length
  for (const id of missing) {
    // A program that was not built keeps nothing: it has to judge all of them each time.
    if (version !== null && Date.now() >= until) break
    const objectives = await judgedAnew(id, version, db)
    if (objectives) known.set(id, objectives)
    pending -= 1
  }
  return {
    experiments: boardExperiments(
      runs.flatMap((run) => {
        const objectives = known.get(run.id)
        return objectives ? [{ ...run, objectives }] : []
      }),
    ),
    more,
    pending,
    unreadable: ids.filter((id) => unreadable.has(id)).length,
  }
}

type Candidate = Omit<JudgedRun, 'objectives'>

/** A run has a verdict when it completed and somebody had asked something of it. */
async function newestJudged(db: Database): Promise<{ runs: Candidate[]; more: number }> {
  return query(db, async (prisma) => {
    // Of the index alone.
    const names = await prisma.$queryRaw<{ name: string; all: bigint }[]>`
      SELECT name, count(*) OVER () AS "all" FROM Run WHERE status = 'completed' AND verdict IS NOT NULL
      GROUP BY name ORDER BY max(number) DESC LIMIT ${BOARD_EXPERIMENTS}`
    if (names.length === 0) return { runs: [], more: 0 }
    const newest = await prisma.$queryRaw<{ number: bigint }[]>`
      SELECT number FROM (
        SELECT number, row_number() OVER (PARTITION BY name ORDER BY number DESC) AS place FROM Run
        WHERE status = 'completed' AND verdict IS NOT NULL AND name IN (${Prisma.join(names.map(({ name }) => name))})
      ) WHERE place <= ${TREND_RUNS}`
    const runs = await prisma.run.findMany({
      where: { number: { in: newest.map(({ number }) => Number(number)) } },
      orderBy: { number: 'desc' },
      select: candidateFields,
    })
    return { runs: runs.map(candidate), more: Number(names[0]?.all ?? 0) - names.length }
  })
}

const candidateFields = {
  ...{ id: true, number: true, name: true, finishedAt: true, version: true },
  tags: { orderBy: { tag: 'asc' } },
} as const satisfies Prisma.RunSelect

function candidate({
  finishedAt,
  tags,
  ...run
}: Prisma.RunGetPayload<{ select: typeof candidateFields }>): Candidate {
  return { ...run, finishedAt: finishedAt?.toISOString() ?? null, tags: tags.map(({ tag }) => tag) }
}

/** From the trials, or from a report that is stored already; null where neither can be read. */
async function judgedAnew(id: string, version: string | null, db: Database): Promise<Objectives | null> {
  try {
    const report = await readRunReport(id, db)
    if (!report) return null
    if (version !== null) await storedIfPossible(id, { spec: report.spec, report }, version, db)
    return objectivesFrom({ spec: report.spec, report })
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.problem !== 'damaged') throw error
    unreadable.add(id)
    return null
  }
}

/** Reading has to work on a full disk and beside a program that locks the database. */
async function storedIfPossible(
  id: string,
  derived: Parameters<typeof storeObjectives>[2],
  version: string,
  db: Database,
): Promise<void> {
  try {
    await query(db, (prisma) => storeObjectives(prisma, id, derived, version))
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
  }
}
