/** Runs by what people remember of them: words, state, tags. Bounded, and over columns alone: no spec is looked into. */
import { searchWords, type SearchWord } from '@/lib/core/runs/search-text'
import { runsQuestionSchema, type FoundRuns, type RunsQuestion } from '@/lib/core/runs/runs-question'
import { database, query, type Database } from './database'
import { Prisma } from './generated/client'
import { listedRuns } from './list-runs'

/** One page of the runs that fit, newest first, and how many there are. What is left out of the question narrows nothing. */
export function findRuns(asked: Partial<RunsQuestion>, db: Database = database()): Promise<FoundRuns> {
  const question = { ...runsQuestionSchema.parse({}), ...asked }
  const { page, limit } = question
  const where = conditionsOf(question)
  return query(db, async (prisma) => {
    // Rows and their number in one look; behind the last page there is no row to tell the number.
    const found = await prisma.$queryRaw<{ number: bigint; total: bigint }[]>`
      SELECT number, count(*) OVER () AS total FROM Run WHERE ${where}
      ORDER BY number DESC LIMIT ${limit} OFFSET ${(page - 1) * limit}`
    const [counted = { total: 0n }] =
      found.length > 0 || page === 1
        ? found
        : await prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM Run WHERE ${where}`
    const numbers = found.map(({ number }) => Number(number))
    const runs = numbers.length === 0 ? [] : await listedRuns(prisma, { where: { number: { in: numbers } } })
    return { runs, total: Number(counted.total), page, limit }
  })
}

/** Every tag that some run carries, with how many do; the commonest first. */
export async function listTags(db: Database = database()): Promise<{ tag: string; runs: number }[]> {
  const groups = await query(db, (prisma) =>
    prisma.runTag.groupBy({
      by: ['tag'],
      _count: { _all: true },
      orderBy: [{ _count: { tag: 'desc' } }, { tag: 'asc' }],
      take: 500,
    }),
  )
  return groups.map(({ tag, _count }) => ({ tag, runs: _count._all }))
}

function conditionsOf({ q, status, verdict, quality, tag, experiment }: RunsQuestion): Prisma.Sql {
  const conditions = [
    Prisma.sql`TRUE`,
    ...(status === null ? [] : [Prisma.sql`status = ${status}`]),
    ...(verdict === null ? [] : [Prisma.sql`verdict = ${verdict}`]),
    ...(quality === null ? [] : [Prisma.sql`quality = ${quality}`]),
    ...(experiment === null ? [] : [Prisma.sql`name = ${experiment}`]),
    ...tag.map((one) => Prisma.sql`id IN (SELECT runId FROM RunTag WHERE tag = ${one})`),
    ...searchWords(q).map(conditionOf),
  ]
  return Prisma.join(conditions, ' AND ')
}

/** Not LIKE: people search for "50 %" and "a_b". */
function conditionOf({ text, number, onlyNumber }: SearchWord): Prisma.Sql {
  if (onlyNumber) return Prisma.sql`number = ${number}`
  const inText = Prisma.sql`instr(searchText, ${text}) > 0`
  return number === null ? inText : Prisma.sql`(number = ${number} OR ${inText})`
}
