import { expect, it } from 'vitest'
import { attemptSpanId, leaderChangeAddress, operationAddress } from './trace-ids'

it('keeps the ids of released versions, or links into tracing systems would lead nowhere', () => {
  const operation = operationAddress('run-1', 1, 0, 7)
  expect([operation, attemptSpanId(operation.traceId, 1)]).toMatchInlineSnapshot(`
    [
      {
        "spanId": "d04f7c6bbd17e492",
        "traceId": "dce24bdcd9efeb73a300bf4cb273322a",
      },
      "67aff7f0c3e959b3",
    ]
  `)
})

it('gives every operation, attempt and leader change an id of its own, in the right form', () => {
  const ids = new Set<string>()
  const spans = new Set<string>()
  for (const run of ['a', 'b'])
    for (const trial of [0, 1, 255])
      for (const arm of [0, 1, 8])
        for (let operation = 0; operation < 500; operation++) {
          const { traceId, spanId } = operationAddress(run, trial, arm, operation)
          ids.add(traceId)
          spans.add(spanId).add(attemptSpanId(traceId, 1)).add(attemptSpanId(traceId, 2))
        }
  for (const arm of [null, 0, 1]) ids.add(leaderChangeAddress('a', 0, arm, 0).traceId)
  expect(ids.size).toBe(9_003)
  expect(spans.size).toBe(27_000)
  expect([...ids].every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
  expect([...spans].every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true)
})
