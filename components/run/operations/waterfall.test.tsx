import { renderToStaticMarkup } from 'react-dom/server'
import { MantineProvider } from '@mantine/core'
import { describe, expect, it } from 'vitest'
import { operationTrace } from '@/lib/core/trace/operation-trace'
import { contextOf, record, retried } from '@/lib/core/trace/trace-fixture'
import { parseAsOperation } from './operations-view'
import { Waterfall } from './waterfall'
import { waterfallOf } from './waterfall-rows'

const STARTED = '2026-01-02T03:04:05.678Z'
const change = { seenMs: 1_090, from: 0, to: 2, leaderlessMs: 40 }

describe('a waterfall', () => {
  it('has the operation, and each attempt with the wait before it, from the intended start on', () => {
    const { rows, toMs, callerLeftMs } = waterfallOf(operationTrace(retried(), contextOf(), STARTED))
    expect(rows.map(({ title, sign, word, startMs, endMs }) => [title, sign, word, startMs, endMs])).toEqual([
      ['Operation: put', '✓', 'succeeded', 0, 100],
      ['Attempt 1 · m2', '✕', 'no-leader', 2, 10],
      ['Attempt 2 · m3', '✓', 'ok', 91, 100],
    ])
    expect(rows[0]?.notes).toEqual(['started 2 ms late'])
    expect(rows[2]?.wait).toEqual({ startMs: 10, endMs: 91, nominalMs: 100, plannedMs: 80, actualMs: 81 })
    // The deadline is seconds away: drawn to scale, the bars would be hairs.
    expect([toMs, callerLeftMs]).toEqual([100, null])
  })

  it('shows refused tries in their place, and goes on after the caller has left', () => {
    const { rows, callerLeftMs, deadlineMs, toMs } = waterfallOf(
      operationTrace(
        [
          record({ outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry', endMs: 2_000 }),
          record({
            attempt: 2,
            startMs: 2_100,
            endMs: 2_100,
            outcome: 'fail',
            errorClass: 'throttled',
            stop: 'retry',
          }),
          record({
            attempt: 3,
            startMs: 2_200,
            endMs: 7_000,
            outcome: 'info',
            errorClass: 'unknown',
            stop: 'deadline',
            operationEndMs: 6_000,
          }),
        ],
        contextOf(),
        STARTED,
      ),
    )
    expect(rows.map(({ title, tone }) => [title, tone])).toEqual([
      ['Operation: put', 'unsure'],
      ['Attempt 1 · m2', 'unsure'],
      ['Try 2 · not sent', 'calm'],
      ['Attempt 3 · m2', 'unsure'],
    ])
    expect(callerLeftMs).toBe(5_000)
    expect(toMs).toBe(Math.max(6_000, deadlineMs))
  })

  it('says everything in words too: outcomes, the three delays, the leader change, the trace id', () => {
    const trace = operationTrace(retried(), contextOf({ leaderChanges: [change] }), STARTED)
    const html = renderToStaticMarkup(
      <MantineProvider>
        <Waterfall trace={trace} />
      </MantineProvider>,
    )
    expect(html).toContain('waited 81 ms: nominal 100 ms, drawn 80 ms')
    expect(html).toContain('leader m1 → m3 at 90 ms, 40 ms without one')
    expect(html).toContain(trace.traceId)
    expect(html).toContain('Copy trace id')
  })

  it('does not take "nobody looked" for "no change"', () => {
    const html = (leaderChanges: never[] | null) => {
      const context = contextOf()
      const windows = context.windows.map((window) => ({ ...window, leaderChanges }))
      const trace = operationTrace(retried(), { ...context, windows }, STARTED)
      return renderToStaticMarkup(
        <MantineProvider>
          <Waterfall trace={trace} />
        </MantineProvider>,
      )
    }
    expect(html([])).toContain('The leader did not change meanwhile.')
    expect(html(null)).toContain('Nobody watched the leader.')
  })
})

it('an operation stands in the address as <strategy>.<operation>', () => {
  expect(parseAsOperation.parse('1.4001')).toEqual({ arm: 1, operation: 4_001 })
  expect(parseAsOperation.serialize({ arm: 0, operation: 7 })).toBe('0.7')
  expect(['1', 'a.b', '1.-2'].map((text) => parseAsOperation.parse(text))).toEqual([null, null, null])
})
