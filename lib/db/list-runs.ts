/** The list of runs, newest first. Reads counts only, never summaries. */
import { z } from 'zod'
import { meanOf, wilson, type Estimate } from '@/lib/core/summary/interval'
import type { RunListItem } from '@/lib/core/summary/report'
import { database, query, type Database } from './database'
import { Prisma } from './generated/client'
import { qualitySchema, readStored, verdictSchema } from './stored-json'

const labelsSchema = z.object({ strategies: z.array(z.object({ use: z.string(), label: z.string() })) })

/**
 * A page of the list.
 * @param page.before only runs with a number below this
 */
export function listRuns(
  page: { limit: number; before?: number },
  db: Database = database(),
): Promise<RunListItem[]> {
  return query(db, async (prisma) => {
    const runs = await prisma.run.findMany({
      ...(page.before === undefined ? {} : { where: { number: { lt: page.before } } }),
      orderBy: { number: 'desc' },
      take: page.limit,
      omit: { progress: true, environment: true },
      include: { _count: { select: { trials: true } } },
    })
    const rates = await successRatesOf(
      prisma,
      runs.map((run) => run.id),
    )
    return runs.map((run) => {
      const what = `Run ${run.number}`
      const { strategies } = readStored(labelsSchema, run.spec, what)
      return {
        id: run.id,
        number: run.number,
        name: run.name,
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
        successRates: strategies.map((_, arm) => meanOf(rates.get(`${run.id}/${arm}`) ?? [])),
        error: run.error,
      }
    })
  })
}

const sumSchema = z.object({
  runId: z.string(),
  arm: z.coerce.number(),
  ok: z.coerce.number(),
  operations: z.coerce.number(),
})

/** Success rates per fault point, by run and arm: the run page averages them in the same way. */
async function successRatesOf(
  prisma: Database['prisma'],
  runIds: readonly string[],
): Promise<Map<string, Estimate[]>> {
  const rates = new Map<string, Estimate[]>()
  if (runIds.length === 0) return rates
  const rows = await prisma.$queryRaw`
    SELECT a."runId", a."arm", SUM(a."ok") AS "ok", SUM(a."operations") AS "operations"
    FROM "TrialArm" a JOIN "Trial" t ON t."runId" = a."runId" AND t."index" = a."trialIndex"
    WHERE a."runId" IN (${Prisma.join([...runIds])})
    GROUP BY a."runId", a."arm", t."pointIndex"`
  for (const { runId, arm, ok, operations } of z.array(sumSchema).parse(rows)) {
    const rate = wilson(ok, operations)
    const key = `${runId}/${arm}`
    if (rate) rates.set(key, [...(rates.get(key) ?? []), rate])
  }
  return rates
}
