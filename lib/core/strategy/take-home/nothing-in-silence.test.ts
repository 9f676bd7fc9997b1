import { describe, expect, it } from 'vitest'
import { schemaFields, type SchemaField } from '../../schema/schema-fields'
import { builtInCatalogue, type KnownStrategy } from '../catalogue'
import { isTakeHomeTarget, takeHome, TAKE_HOME_TARGETS } from './take-home'

const TARGETS = Object.keys(TAKE_HOME_TARGETS).filter(isTakeHomeTarget)

/** Parameters that make it one attempt. */
const SINGLE = [
  { maxAttempts: 1 },
  { maxRetries: 0 },
  { retries: 0 },
  { numOfAttempts: 1 },
  { inlineRetries: 0 },
]

/** Which strategies nothing can be taken home of, and where else than everywhere. */
const NOTHING: Readonly<Record<string, readonly string[]>> = {
  'adaptive-rtt': TARGETS,
  'adaptive-window': TARGETS,
  hedging: ['istio', 'resilience4j', 'cockatiel', 'backoff-v4'],
}

/** Accepted parameters with the defaults filled in, or null. */
function accepted({ params }: KnownStrategy, given: object): Record<string, unknown> | null {
  const result = params.safeParse(given)
  return result.success ? (result.data as Record<string, unknown>) : null
}

/** The defaults, one attempt, and each other choice: what acts with one of them only shows itself there. */
function startingPoints(strategy: KnownStrategy): object[] {
  const fields = schemaFields(strategy.params)
  const names = fields.map(({ name }) => name)
  const single =
    strategy.name === 'cockatiel'
      ? [{ maxAttempts: 0 }]
      : SINGLE.filter((point) => Object.keys(point).every((name) => names.includes(name)))
  const chosen = fields.flatMap((field) =>
    field.kind === 'choice' || field.kind === 'switch'
      ? others(field).map((value) => ({ [field.name]: value }))
      : [],
  )
  const points = [{}, ...single, ...chosen, ...single.flatMap((one) => chosen.map((c) => ({ ...one, ...c })))]
  return points.filter((point) => accepted(strategy, point))
}

/** Values that are not the default; some may not be accepted. */
function others({ kind, options, defaultValue, whole }: SchemaField): unknown[] {
  if (kind === 'choice') return options.filter((option) => option !== defaultValue)
  if (kind === 'switch') return [defaultValue !== true]
  if (kind === 'text') return ['ABORTED,UNAVAILABLE']
  if (typeof defaultValue !== 'number') throw new Error('a kind of parameter that this test does not know')
  return whole ? [defaultValue + 7, defaultValue - 1] : [defaultValue * 1.1 + 0.1, defaultValue / 2]
}

function cases(strategy: KnownStrategy) {
  return startingPoints(strategy).flatMap((point) => {
    const before = accepted(strategy, point)
    return schemaFields(strategy.params)
      .filter(({ name }) => !(name in point))
      .flatMap((field) => {
        const after = others(field)
          .map((value) => accepted(strategy, { ...point, [field.name]: value }))
          .find((params) => params !== null)
        return before && after ? [{ point, param: field.name, before, after }] : []
      })
  })
}

describe('no parameter is dropped in silence', () => {
  it.each(builtInCatalogue.all)('$name is translated, or refused where it has to be', (strategy) => {
    for (const point of startingPoints(strategy)) {
      const params = accepted(strategy, point) ?? {}
      const refused = TARGETS.filter((target) => takeHome(strategy, params, target) === null)
      expect(refused, JSON.stringify(point)).toEqual(NOTHING[strategy.name] ?? [])
    }
  })

  const changed = builtInCatalogue.all.filter((strategy) => cases(strategy).length > 0)

  it.each(changed)('$name: another value of any parameter makes another text or remark', (strategy) => {
    const silent = cases(strategy).flatMap(({ point, param, before, after }) =>
      TARGETS.filter((target) => !(NOTHING[strategy.name] ?? []).includes(target)).flatMap((target) => {
        const same =
          JSON.stringify(takeHome(strategy, before, target)) ===
          JSON.stringify(takeHome(strategy, after, target))
        return same ? [`${JSON.stringify(point)} ${param} → ${target}`] : []
      }),
    )
    expect(silent).toEqual([])
  })

  it('changes every parameter of every strategy from the defaults and from one attempt', () => {
    for (const strategy of builtInCatalogue.all) {
      const seen = new Set(cases(strategy).map(({ param }) => param))
      for (const { name } of schemaFields(strategy.params)) expect(seen, strategy.name).toContain(name)
    }
    const breaker = builtInCatalogue.find('breaker')
    expect(breaker && startingPoints(breaker)).toContainEqual({ maxAttempts: 1 })
  })
})
