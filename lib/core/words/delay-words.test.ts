import { expect, it } from 'vitest'
import type { DelayNumbers } from '../summary/delay-figures'
import { DELAY_COLUMNS, delayCells } from './delay-words'

const unknown: DelayNumbers = {
  ...{ retry: 1, law: null, sampled: 0 },
  ...{ inside: null, medianDrawnMs: null, medianTimerMs: null },
}

it('has a cell for each column, and dashes where nothing is known', () => {
  expect(delayCells(unknown)).toEqual(['–', '–', '–', '–', '–', '–', '0', '–', '–', '–'])
  const law = {
    retry: 1,
    nominalMs: 100,
    minMs: 0,
    maxMs: 1_200,
    quantiles: { p5Ms: 5, p50Ms: 50, p95Ms: 95 },
  }
  const cells = delayCells({
    ...{ retry: 1, law, sampled: 1_204, inside: 1_203, medianDrawnMs: 49.5, medianTimerMs: 0.42 },
  })
  expect(cells).toEqual(['100', '0', '5', '50', '95', '1,200', '1,204', '1,203 of 1,204', '49.5', '+0.42'])
  expect(cells).toHaveLength(DELAY_COLUMNS.length)
})
