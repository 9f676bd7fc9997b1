/** The list of runs, newest first. Reads counts only, never summaries. */
import { z } from 'zod'
import type { RunListItem } from '@/lib/core/summary/report'
import { database, query, type Database } from './database'
import type { Prisma } from './generated/client'
import { readDeciders } from './read-deciders'
import { endOfRun } from './run-content'
import { STANDING, stateOf } from './review-standing'
import { qualitySchema, readStored, verdictSchema } from './stored-json'

const ratesSchema = z.array(z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable())
const labelsSchema = z.object({ strategies: z.array(z.object({ use: z.string(), label: z.string() })) })

/**
 * A page of the list.
 * @param page.before only runs with a number below this
 */
export function listRuns(
  page: { limit: number; before?: number },
  db: Database = database(),
): Promise<RunListItem[]> {
  return query(db, (prisma) =>
    listedRuns(prisma, {
      ...(page.before === undefined ? {} : { where: { number: { lt: page.before } } }),
      take: page.limit,
    }),
  )
}

/** The rows of these runs, newest first. */
export async function listedRuns(
  prisma: Pick<Prisma.TransactionClient, 'run' | 'account'>,
  which: Pick<Prisma.RunFindManyArgs, 'where' | 'take'>,
): Promise<RunListItem[]> {
  const runs = await prisma.run.findMany({
    ...which,
    orderBy: { number: 'desc' },
    omit: { progress: true, environment: true },
    include: {
      _count: { select: { trials: true } },
      tags: { orderBy: { tag: 'asc' } },
      review: STANDING,
    },
  })
  const deciders = await readDeciders(prisma)
  return runs.map((run) => {
    const what = `Run ${run.number}`
    const { strategies } = readStored(labelsSchema, run.spec, what)
    const rates = readStored(ratesSchema.nullable(), run.successRates, what)
    return {
      id: run.id,
      number: run.number,
      name: run.name,
      version: run.version,
      tags: run.tags.map(({ tag }) => tag),
      status: run.status,
      quality: readStored(qualitySchema.nullable(), run.quality, what),
      verdict: readStored(verdictSchema.nullable(), run.verdict, what),
      createdAt: run.createdAt.toISOString(),
      startedAt: run.startedAt?.toISOString() ?? null,
      finishedAt: run.finishedAt?.toISOString() ?? null,
      strategies: strategies.map((strategy) => strategy.label),
      strategyUses: strategies.map((strategy) => strategy.use),
      totalTrials: run.totalTrials,
      finishedTrials: run._count.trials,
      successRates: strategies.map((_, arm) => rates?.[arm] ?? null),
      review: run.review && stateOf(run.review, endOfRun(run), deciders),
      error: run.error,
    }
  })
}
