import { describe, expect, it, test } from 'vitest'
import { COMMAND_LINE, WEBHOOK_DELIVERY, WORKER } from '@/lib/db/audit-log'
import { authorOf } from './access'
import { nameProblem, nameSchema } from './account-names'

describe('a name', () => {
  it.each(['Ada', 'ada', ' ADA ', 'Ａｄａ', 'ＡＤＡ'])('%s is taken where there is an Ada', (name) => {
    expect(nameProblem(name, ['Bob', 'Ada'])).toBe('taken')
  })

  it('is taken whatever its spaces and capitals are made of', () => {
    expect(nameProblem('Ada  Lovelace', ['ada\u00a0lovelace'])).toBe('taken')
    expect(nameProblem('STRASSER', ['Straßer'])).toBe('taken')
    expect(nameProblem('Σίσυφος', ['ΣΊΣΥΦΟΣ'])).toBe('taken')
    expect(nameProblem('Ame\u0301lie', ['Amélie'])).toBe('taken')
  })

  it('can be had where others are called otherwise', () => {
    expect(nameProblem('Ada', ['Bob', 'Adam'])).toBeNull()
    expect(nameProblem('Owen', [])).toBeNull()
  })

  it('is not that of what changes something without an account', () => {
    const authors = [COMMAND_LINE, WEBHOOK_DELIVERY, WORKER].map(({ author }) => author.name)
    const names = [...authors, authorOf({ kind: 'solo' }).name, 'RETRYSCOPE', 'Owner', 'Ada (token CI)']
    for (const name of names) expect(nameProblem(name, []), name).toBe('reserved')
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
