import { describe, expect, it, test } from 'vitest'
import { authorOf } from './access'
import { nameProblem, nameSchema } from './account-names'

describe('a name', () => {
  it.each(['Ada', 'ada', ' ADA ', 'Ａｄａ', 'ＡＤＡ'])('%s is taken where there is an Ada', (name) => {
    expect(nameProblem(name, ['Bob', 'Ada'])).toBe('name-taken')
  })

  it('is taken whatever its spaces and capitals are made of', () => {
    expect(nameProblem('Ada  Lovelace', ['ada\u00a0lovelace'])).toBe('name-taken')
    expect(nameProblem('A d a', ['Ada'])).toBe('name-taken')
    expect(nameProblem('STRASSER', ['Straßer'])).toBe('name-taken')
    expect(nameProblem('Σίσυφος', ['ΣΊΣΥΦΟΣ'])).toBe('name-taken')
    expect(nameProblem('Ame\u0301lie', ['Amélie'])).toBe('name-taken')
    expect(nameProblem('ℌans', ['hans'])).toBe('name-taken')
  })

  it('can be had where others are called otherwise', () => {
    expect(nameProblem('Ada', ['Bob', 'Adam'])).toBeNull()
    expect(nameProblem('Owen', [])).toBeNull()
  })

  it('is not that of what changes something without an account', () => {
    const names = [
      'command line',
      'webhooks',
      'Clean-up',
      authorOf({ kind: 'solo' }).name,
      'RETRYSCOPE',
      'Owner',
      'Ada (token CI)',
    ]
    for (const name of names) expect(nameProblem(name, []), name).toBe('name-reserved')
  })
})

test('nobody hides what a name is', () => {
  const hidden = [
    '\u0000',
    '\n',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\u3164',
    '\u2800',
  ]
  for (const one of hidden)
    expect(nameSchema.safeParse(`A${one}da`).success, `U+${one.charCodeAt(0).toString(16)}`).toBe(false)
  for (const name of ['Ada', 'O’Neill-Łukasz', '李小龍', 'Søren K.', 'علي', 'नेहा'])
    expect(nameSchema.parse(` ${name} `)).toBe(name)
})
