import { describe, expect, it } from 'vitest'
import { spreadValues } from './spread-values'

describe('values spread over a range', () => {
  it.each([
    [{ from: 0, to: 40, count: 5, spacing: 'linear' }, [0, 10, 20, 30, 40]],
    [{ from: 0, to: 1, count: 4, spacing: 'linear' }, [0, 0.3333, 0.6667, 1]],
    [{ from: 1, to: 1000, count: 4, spacing: 'geometric' }, [1, 10, 100, 1000]],
    [{ from: 12.3456, to: 500.25, count: 2, spacing: 'geometric' }, [12.3456, 500.25]],
  ] as const)('%o', (spread, values) => {
    expect(spreadValues(spread)).toEqual(values)
  })

  it.each([
    [{ from: 40, to: 0, count: 5, spacing: 'linear' }, /above "from"/],
    [{ from: 0, to: 40, count: 1, spacing: 'linear' }, /2 to 200/],
    [{ from: 0, to: 40, count: 2.5, spacing: 'linear' }, /2 to 200/],
    [{ from: 0, to: 40, count: 3, spacing: 'geometric' }, /above 0/],
    [{ from: NaN, to: 40, count: 3, spacing: 'linear' }, /numbers/],
    [{ from: 1000, to: 1000.1, count: 5, spacing: 'linear' }, /read the same/],
  ] as const)('%o is refused', (spread, words) => {
    expect(spreadValues(spread)).toEqual({ problem: expect.stringMatching(words) as string })
  })
})
