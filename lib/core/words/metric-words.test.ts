import { describe, expect, it } from 'vitest'
import { checkers } from '../checker/registry'
import { checkerWords } from './checker-words'
import { METRIC_WORDS, type MetricWords } from './metric-words'

const all: [string, MetricWords][] = [
  ...Object.entries<MetricWords>(METRIC_WORDS),
  ...Object.values(checkers).map((checker): [string, MetricWords] => [checker.name, checkerWords(checker)]),
]

describe('the words of a metric', () => {
  it.each(all)(
    '%s: a line with its formula, sentences, and what to do',
    (_, { title, formula, words, remedy }) => {
      expect(title).toMatch(/^\S.*\S$/)
      expect(formula.length).toBeLessThan(240)
      expect(words).toMatch(/[.?)]$/)
      expect(remedy).toMatch(/^[^?]+\? .+\.$/)
    },
  )
  it('have no title twice, so that none is taken for another', () => {
    const titles = Object.values(METRIC_WORDS).map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})
