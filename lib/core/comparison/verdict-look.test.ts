import { expect, it } from 'vitest'
import { verdictLook, verdictTally } from './verdict-look'

it.each([
  [{ verdict: 'better' }, { tone: 'good', sign: '▲', words: 'better' }],
  [
    { verdict: 'worse', suspect: false },
    { tone: 'bad', sign: '▼', words: 'worse' },
  ],
  [
    { verdict: 'better', suspect: true },
    { tone: 'unsure', sign: '▲', words: 'better, suspect' },
  ],
  [
    { verdict: 'same', suspect: true },
    { tone: 'unsure', sign: '=', words: 'no difference shown, suspect' },
  ],
  [
    { verdict: 'inconclusive', suspect: true },
    { tone: 'unsure', sign: '?', words: 'inconclusive' },
  ],
] as const)('a verdict from suspect trials keeps its sign and loses its colour: %o', (compared, look) => {
  expect(verdictLook(compared)).toEqual(look)
})

it('verdicts are counted, those from suspect trials too', () => {
  const verdicts = (['worse', 'better', 'better', 'same'] as const).map((verdict) => ({ verdict }))
  expect(verdictTally(verdicts)).toBe('2 better · 1 worse · 1 no difference shown')
  expect(verdictTally([...verdicts, { verdict: 'better', suspect: true }])).toBe(
    '3 better (1 suspect) · 1 worse · 1 no difference shown',
  )
  expect(verdictTally([{ verdict: 'inconclusive', suspect: true }])).toBe('1 inconclusive')
  expect(verdictTally([])).toBe('')
})
