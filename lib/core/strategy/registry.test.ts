import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { streamOf } from '../random/stream'
import { schemaFields } from '../schema/schema-fields'
import { builtInCatalogue } from './catalogue'
import { deadlineAware } from './deadline-aware'
import { strategies } from './registry'
import type { StrategyDefinition } from './strategy'
import { VirtualCall } from './virtual-call'

type Params = Record<string, unknown>

/** Random valid parameters, drawn from the strategy's own schema. */
function paramsOf({ params }: StrategyDefinition): fc.Arbitrary<Params> {
  const { properties = {} } = z.toJSONSchema(params)
  const fields = Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)] as const)
  return fc
    .record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>)
    .filter((value) => params.safeParse(value).success)
}

type JsonSchema = z.core.JSONSchema._JSONSchema

function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') throw new Error('a parameter may be anything')
  if (schema.enum) return fc.constantFrom<unknown>(...schema.enum)
  if (schema.type === 'boolean') return fc.boolean()
  const [min, max] = [schema.minimum ?? schema.exclusiveMinimum, schema.maximum]
  if (typeof min !== 'number' || typeof max !== 'number') throw new Error('a number without limits')
  if (schema.type === 'integer') return fc.integer({ min, max })
  return fc.double({ min, max, minExcluded: schema.minimum === undefined, noNaN: true })
}

/** Attempts that the parameters allow, where they limit them. */
function mostAttempts(params: Params): number {
  if (typeof params.maxRetries === 'number') return params.maxRetries + 1
  // Three-level degradation: the queue tries three times more.
  if (typeof params.inlineRetries === 'number') return params.inlineRetries + 1 + 3
  return typeof params.maxAttempts === 'number' ? params.maxAttempts : 1
}

function everyAttemptLost(options: { deadlineMs: number; seed: number; attemptMs: number }): VirtualCall {
  return new VirtualCall(
    () => ({ afterMs: options.attemptMs, reply: { outcome: 'fail', errorClass: 'attempt-timeout' } }),
    { deadlineMs: options.deadlineMs, random: streamOf(options.seed) },
  )
}

const operation = {
  seed: fc.nat(),
  attemptMs: fc.integer({ min: 0, max: 2_000 }),
  deadlineMs: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.constant(Infinity)),
}

describe('every strategy of the registry, with any valid parameters', () => {
  it.each(Object.values(strategies))('$name keeps to its bounds and its attempts', async (definition) => {
    const arbitrary = fc.record({ params: paramsOf(definition), ...operation })
    const property = fc.asyncProperty(arbitrary, async ({ params, ...given }) => {
      const call = everyAttemptLost(given)
      await definition.create(params).run(call)
      expect(call.attempts + call.refusals.length).toBeGreaterThanOrEqual(1)
      expect(call.attempts + call.refusals.length).toBeLessThanOrEqual(mostAttempts(params))
      expect(definition.delayBounds(params, mostAttempts(params))).toBeNull()
      const wrong = call.waits.filter(({ nominalMs, plannedMs, atMs }, index) => {
        const bounds = definition.delayBounds(params, index + 1)
        const within = bounds && plannedMs >= bounds.minMs && plannedMs <= bounds.maxMs
        const leavesMs = call.deferredMs !== null && atMs >= call.deferredMs ? Infinity : given.deadlineMs
        return !within || nominalMs > bounds.maxMs || atMs >= leavesMs
      })
      expect(wrong).toEqual([])
    })
    await fc.assert(property, { seed: 20261123, numRuns: 60 })
  })

  it.each(Object.values(strategies))('$name has nominal delays that never shrink', (definition) => {
    const property = fc.property(paramsOf(definition), (params) => {
      const nominal: number[] = []
      for (let retry = 1; retry < mostAttempts(params); retry++)
        nominal.push(definition.delayBounds(params, retry)?.nominalMs ?? NaN)
      expect(nominal).toEqual(nominal.toSorted((a, b) => a - b))
    })
    fc.assert(property, { seed: 20261123, numRuns: 60 })
  })
})

/** What the first delay is called, by what its cap is called. */
const INITIAL_OF_CAP: Readonly<Record<string, readonly string[]>> = {
  maxDelayMs: ['initialDelayMs', 'stepMs', 'baseMs'],
  maxIntervalMs: ['initialIntervalMs'],
  capMs: ['floorMs'],
  maxWindowMs: ['defaultWindowMs'],
  maxDelay: ['initialDelay', 'startingDelay'],
  maxTimeout: ['minTimeout'],
  maxBackoff: ['initialBackoff'],
}
const capped = builtInCatalogue.all.flatMap(({ name, params }) => {
  const names = schemaFields(params).map((field) => field.name)
  return names
    .filter((cap) => cap in INITIAL_OF_CAP)
    .map((cap) => ({ name, params, cap, initial: INITIAL_OF_CAP[cap]?.find((one) => names.includes(one)) }))
})

describe('every cap of a delay', () => {
  it('is known for whatever grows', () => {
    expect(capped.length).toBeGreaterThan(15)
    expect(capped.filter(({ initial }) => initial === undefined)).toEqual([])
  })

  it.each(capped)('$name refuses $cap below $initial, with the reason', ({ params, cap, initial = '' }) => {
    const result = params.safeParse({ [initial]: 500, [cap]: 10 })
    expect(result.error?.issues).toContainEqual(
      expect.objectContaining({ path: [cap], message: expect.stringMatching(/must not be below/) as string }),
    )
  })
})

describe('deadline-aware, with any valid parameters', () => {
  it('begins no wait that would outlast its caller or its own deadline, and cuts attempts at the earlier', async () => {
    const arbitrary = fc.record({ params: paramsOf(deadlineAware), ...operation })
    const property = fc.asyncProperty(arbitrary, async ({ params, ...given }) => {
      const call = everyAttemptLost(given)
      await deadlineAware.create(deadlineAware.params.parse(params)).run(call)
      for (const { atMs, plannedMs } of call.waits) {
        expect(atMs + plannedMs).toBeLessThan(given.deadlineMs)
        expect(atMs + plannedMs).toBeLessThanOrEqual(params.budgetMs as number)
      }
      expect(call.nowMs()).toBeLessThanOrEqual(Math.min(given.deadlineMs, params.budgetMs as number))
    })
    await fc.assert(property, { seed: 20261123, numRuns: 300 })
  })
})

describe('what a server over HTTP asks to wait', () => {
  const heeding = Object.values(strategies).filter(({ params }) =>
    schemaFields(params).some(({ name }) => name === 'retryAfter'),
  )

  it('concerns every strategy of ours that retries', () => {
    const others = Object.keys(strategies).filter(
      (name) => !heeding.some((strategy) => strategy.name === name),
    )
    expect(others).toEqual(['no-retry'])
  })

  it.each(heeding)(
    '$name waits no shorter than the server asks, whatever its parameters',
    async (definition) => {
      const arbitrary = fc.record({
        params: paramsOf(definition).filter(({ retryAfter }) => retryAfter === 'obey'),
        askedMs: fc.array(fc.nat({ max: 100_000 }), { minLength: 101, maxLength: 101 }),
        deadlineMs: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constant(Infinity)),
        seed: fc.nat(),
      })
      const property = fc.asyncProperty(arbitrary, async ({ params, askedMs, deadlineMs, seed }) => {
        /** Asked for at the end of an attempt, by when that was. */
        const asked = new Map<number, number>()
        const call = new VirtualCall(
          (attempt, atMs) => {
            const retryAfterMs = askedMs[attempt - 1] ?? 0
            asked.set(atMs + 1, retryAfterMs)
            return {
              afterMs: 1,
              reply: { outcome: 'fail', errorClass: 'overloaded', httpStatus: 503, retryAfterMs },
            }
          },
          { deadlineMs, random: streamOf(seed) },
        )
        await definition.create(params).run(call)
        for (const { atMs, nominalMs, plannedMs } of call.waits) {
          // A wait that follows a refused try begins where the one before it ended; nobody has asked for it.
          const leastMs = asked.get(atMs) ?? 0
          asked.delete(atMs)
          expect(plannedMs).toBeGreaterThanOrEqual(leastMs)
          if (plannedMs === leastMs && leastMs > 0) expect(nominalMs).toBe(leastMs)
          if (call.deferredMs === null) expect(atMs).toBeLessThan(deadlineMs)
        }
      })
      await fc.assert(property, { seed: 20261127, numRuns: 40 })
    },
  )
})
