/** Rules about how retries come, and how late: each has a history that triggers it and near misses that do not. */
import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import { at, calm, FAILED, findingsIn, many, rulesThatSpeak } from './finding-fixture'

describe('a retry storm', () => {
  /** Operations that each make so many attempts, one every so often; the last one succeeds. */
  const operations = (
    startsMs: readonly number[],
    { attempts, everyMs, tookMs }: { attempts: number; everyMs: number; tookMs: number },
  ) =>
    startsMs.flatMap((startMs, operation) =>
      Array.from({ length: attempts }, (_, index) =>
        attemptRecord({
          ...{ operation, attempt: index + 1, ...at(startMs + index * everyMs, tookMs) },
          ...(index < attempts - 1 ? FAILED : {}),
        }),
      ),
    )
  const times = (count: number, fromMs: number, everyMs: number) =>
    Array.from({ length: count }, (_, index) => fromMs + index * everyMs)
  const together = times(20, 2_000, 1)
  const wholeWindow = times(500, 0, 20)
  const closed = { load: { mode: 'closed', concurrency: 8 } } as const

  it('is found where it is short', () => {
    const storm = operations(together, { attempts: 7, everyMs: 60, tookMs: 300 })
    const [finding] = findingsIn([...calm(), ...storm])
    expect(finding).toMatchObject({ rule: 'retry-storm', atMs: 2_000 })
    expect(finding?.evidence).toContain('so it was for 0.5 of 10 s')
  })

  it('is found where it lasts from begin to end, and no calm time is there to compare with', () => {
    const storm = operations(wholeWindow, { attempts: 6, everyMs: 160, tookMs: 150 })
    expect(rulesThatSpeak(storm)).toContain('retry-storm')
  })

  it('is not a short peak in flight of a target that is slow for a while, without any retry', () => {
    const slow = many(100, (operation) => ({ operation, ...at(2_000 + operation, 400) }))
    expect(rulesThatSpeak([...calm(), ...slow])).not.toContain('retry-storm')
  })

  it('is not a high amplification by attempts that fail at once and load nothing', () => {
    const quick = operations(wholeWindow, { attempts: 6, everyMs: 40, tookMs: 2 })
    expect(rulesThatSpeak(quick)).not.toContain('retry-storm')
  })

  it('is not made by two attempts for each operation, however slow they are', () => {
    expect(rulesThatSpeak(operations(wholeWindow, { attempts: 2, everyMs: 400, tookMs: 390 }))).not.toContain(
      'retry-storm',
    )
  })

  it('of callers that wait is found by what they leave behind them, or by their rate, and not by being busy', () => {
    const left = operations(times(80, 0, 100), { attempts: 10, everyMs: 310, tookMs: 300 })
    expect(rulesThatSpeak(left, closed)).toContain('retry-storm')
    // Eight callers; an operation takes 100 ms when all is well, and the first thing a retry does is to fail.
    const well = times(80, 0, 100).map((startMs, operation) =>
      attemptRecord({ operation: 1_000 + operation, ...at(startMs, 100) }),
    )
    const spinning = (everyMs: number) =>
      operations(times(8, 8_000, 0), { attempts: 1_000 / everyMs, everyMs, tookMs: 1 })
    expect(rulesThatSpeak([...well, ...spinning(5)], closed)).toContain('retry-storm')
    // As many as they would make in any case.
    expect(rulesThatSpeak([...well, ...spinning(100)], closed)).not.toContain('retry-storm')
  })
})

describe('synchronised retries', () => {
  /** Operations that fail within a millisecond and are retried; waits of 200 ms as the formula has them. */
  const retried = (count: number, drawnMs: (index: number) => number, lateMs = 0): AttemptRecord[] =>
    many(count, (index) => ({ ...at(1_000 + index / 100), ...FAILED })).flatMap((first, operation) => {
      const plannedDelayMs = drawnMs(operation)
      // Where timers are late, all that are due begin when the loop goes on.
      const startMs = Math.max(first.endMs + plannedDelayMs, lateMs)
      return [
        first,
        attemptRecord({
          ...{ operation, attempt: 2, nominalDelayMs: 200, plannedDelayMs, ...at(startMs) },
          actualDelayMs: startMs - first.endMs,
        }),
      ]
    })
  /** 1 ± share of it, evenly. */
  const jitter = (share: number) => {
    const random = streamOf(2, RANDOM_PURPOSE.sample)
    return () => 200 * (1 + share * (2 * random.next() - 1))
  }
  const fullJitter = () => {
    const random = streamOf(2, RANDOM_PURPOSE.sample)
    return () => 200 * random.next()
  }
  const speaks = (attempts: AttemptRecord[]) =>
    rulesThatSpeak([...calm(), ...attempts]).includes('synchronised-retries')

  it('are found without jitter, and with so little that it spreads nothing', () => {
    expect(speaks(retried(60, () => 200))).toBe(true)
    expect(speaks(retried(60, jitter(0.01)))).toBe(true)
    expect(speaks(retried(60, jitter(0.05)))).toBe(true)
  })

  it('are not found with full jitter, or half as much, or where there are too few', () => {
    expect(speaks(retried(60, fullJitter()))).toBe(false)
    expect(speaks(retried(60, jitter(0.5)))).toBe(false)
    // However many: they are as dense as their number makes them.
    expect(speaks(retried(300, fullJitter()))).toBe(false)
    expect(speaks(retried(300, jitter(0.5)))).toBe(false)
    const added = fullJitter()
    expect(speaks(retried(300, () => 200 + added()))).toBe(false)
    expect(speaks(retried(29, () => 200))).toBe(false)
  })

  it('are not found where late timers made well spread waits end together', () => {
    expect(speaks(retried(60, fullJitter(), 1_300))).toBe(false)
    expect(speaks(retried(60, () => 200, 1_300))).toBe(true)
  })

  it('are not found without jitter where nobody fails together', () => {
    const apart = many(300, (index) => ({ ...at(index * 30), ...FAILED })).flatMap((first, operation) => [
      first,
      attemptRecord({
        ...{ operation, attempt: 2, nominalDelayMs: 200, plannedDelayMs: 200, actualDelayMs: 200 },
        ...at(first.endMs + 200),
      }),
    ])
    expect(speaks(apart)).toBe(false)
  })
})

describe('late timers', () => {
  const waits = (lateMs: number) =>
    many(200, (index) => ({ ...at(index * 20), ...FAILED })).flatMap((first, operation) => [
      first,
      attemptRecord({
        ...{ operation, attempt: 2, nominalDelayMs: 50, plannedDelayMs: 40, ...at(operation * 20 + 60) },
        actualDelayMs: 40 + (operation < 5 ? lateMs : 1),
      }),
    ])

  it('are found, and not those that end on time', () => {
    expect(rulesThatSpeak(waits(30))).toContain('timers-late')
    expect(rulesThatSpeak(waits(19))).not.toContain('timers-late')
  })

  it('are the machine’s where the thread waited for a processor, else of what ran on the loop, or of the waits', () => {
    const found = (lateMs: number, waitedForCpuMs: number | null) => {
      const loop = { lateMs, waitedForCpuMs }
      return findingsIn(waits(30), { loop }).find(({ rule }) => rule === 'timers-late')
    }
    expect(found(400, 200)?.evidence).toContain(
      'P99 of the 200 waits of this strategy alone was 30.0 ms late',
    )
    expect(found(400, 200)?.evidence).toContain('the machine was busy (harness)')
    expect(found(400, 200)?.remedy).toContain('Do not hold it against the strategy')
    expect(found(400, 199)?.evidence).toContain('something ran on the loop')
    expect(found(400, null)?.evidence).toContain('the system does not tell why')
    expect(found(0, 0)?.evidence).toContain('the event loop itself never was')
    expect(found(0, 0)?.remedy).toContain('look at how it waits')
  })
})

describe('leaked work', () => {
  const left = { outcome: 'info', errorClass: 'attempt-timeout', stop: 'deadline' } as const

  it('is an attempt that begins behind the caller’s back, and not one that was merely under way', () => {
    const behind = attemptRecord({ attempt: 2, ...at(500), operationEndMs: 10, stop: 'after-end' })
    expect(rulesThatSpeak([attemptRecord(left), behind])).toContain('leaked-work')
    expect(rulesThatSpeak([attemptRecord({ ...left, endMs: 500 })])).not.toContain('leaked-work')
  })

  it('is an attempt that nobody ended, of several operations, and not one that ends soon after its caller left', () => {
    const goingOn = (count: number, byMs: number) =>
      many(count, (index) => ({ ...left, ...at(index * 20), endMs: index * 20 + 10 + byMs }))
    const [finding] = findingsIn(goingOn(5, 101))
    expect(finding).toMatchObject({ rule: 'leaked-work', measure: 5, atMs: 0 })
    expect(finding?.evidence).toContain('5 attempts that were under way then went on for more than 100 ms')
    expect(rulesThatSpeak(goingOn(4, 101))).not.toContain('leaked-work')
    expect(rulesThatSpeak(goingOn(50, 99))).not.toContain('leaked-work')
  })
})
