import { describe, expect, it } from 'vitest'
import { axisTitles, matrixWords } from './matrix-words'
import { matrixSchema } from './matrix'

describe('the matrix in words', () => {
  it.each([
    ['request', 'request loss per attempt'],
    ['ack', 'ack loss per attempt'],
    ['mixed', 'mixed loss per attempt (request or ack)'],
    ['packet', 'packets lost'],
  ] as const)('names what mode %s loses', (mode, title) => {
    expect(axisTitles(matrixSchema.parse({ loss: { mode } })).lossPercent).toBe(title)
  })

  it('names the link where it is not the callers’ own', () => {
    const matrix = matrixSchema.parse({
      loss: { mode: 'packet', link: 'peer' },
      latency: { link: 'both', stream: 'upstream' },
    })
    expect(axisTitles(matrix)).toMatchObject({
      lossPercent: 'packets lost between members',
      latencyMs: 'latency upstream on client and peer links',
    })
  })

  it('says what disturbs, and how loss shows; axes at 0 stay out', () => {
    const matrix = matrixSchema.parse({
      lossPercent: [0, 5, 25],
      latencyMs: { from: 0, to: 400, step: 50 },
      loss: { mode: 'ack', manner: 'loud' },
    })
    expect(matrixWords(matrix)).toEqual([
      'ack loss per attempt, loud: 0, 5, 25 %',
      'latency: 9 values from 0 to 400 ms',
    ])
    expect(matrixWords(matrixSchema.parse({}))).toEqual([])
  })

  it('writes the sign of jitter before its values, and the unit after them', () => {
    const jitter = (jitterMs: unknown) => matrixWords(matrixSchema.parse({ latencyMs: [600], jitterMs }))[1]
    expect(jitter([300])).toBe('jitter: ± 300 ms')
    expect(jitter([0, 300])).toBe('jitter: ± 0, ± 300 ms')
    expect(jitter({ from: 0, to: 400, step: 50 })).toBe('jitter: 9 values from ± 0 to ± 400 ms')
  })

  it('takes chosen points for what they are', () => {
    const matrix = matrixSchema.parse({
      latencyMs: [900],
      points: [{ lossPercent: 40 }, { lossPercent: 5 }],
    })
    expect(matrixWords(matrix)).toEqual(['request loss per attempt, silent: 5, 40 %'])
  })
})
