/** What is hidden must be in no byte of a sealed comment, however its author has written it. */
import { describe, expect, it } from 'vitest'
import { exampleReport } from '@/lib/core/export/report-fixture'
import { comments } from '@/lib/core/export/html/comments'
import type { Thread } from '@/lib/core/review/comment'
import { redactor } from '@/lib/core/share/redaction'
import { hiddenSchema, type Hidden } from '@/lib/core/share/share'
import { authorsOf, sealedThreads } from './sealed-threads'

const comment = (name: string, text: string, deleted = false): Thread['comments'][number] => ({
  id: text,
  author: { name, accountId: null, you: false },
  ...{ text, createdAt: '2026-01-02T03:04:05.000Z', editedAt: null, deleted, mayDelete: false },
})

const THREADS: Thread[] = [
  {
    ...{ id: 'a', place: { on: 'cell', cell: '0.0' }, resolved: { by: 'Ben Bauer', at: '' } },
    comments: [
      comment('Anna Adler', 'Ben Bauer saw *it* on db-7.corp.example and `10.20.30.40:80`, **Zeus**'),
      comment('Ben Bauer', 'gone', true),
    ],
  },
  {
    ...{ id: 'b', place: { on: 'run' }, resolved: null },
    comments: [
      comment(
        'Ben Bauer',
        'db&#45;7.corp.example, [here](https://shop.internal/x), [there](/a?q=d%62-7.corp.example), <b>\n\n' +
          'on 10.20.**30**.40 and *Zeu*s\n\n- ![plot](https://shop.internal/p.png)',
      ),
    ],
  },
]

function sealed(asked: object): string {
  const hide = hiddenSchema.parse(asked)
  return drawn(THREADS, hide)
}

function drawn(threads: readonly Thread[], hide: Hidden): string {
  const redaction = redactor({ hide, knownHosts: [], authors: authorsOf(threads) })
  return comments(sealedThreads(threads, redaction.report(exampleReport()), redaction))
}

describe('sealed comments', () => {
  it('are there with author, place and state; of deleted ones only that they were', () => {
    const html = sealed({ hosts: false })
    for (const part of [
      ...['Anna Adler', 'Ben Bauer', 'db-7.corp.example', '<em>it</em>', 'href="https://shop.internal/x"'],
      ...['✓ resolved', 'The run', 'This comment was deleted.', '2026-01-02 03:04:05 UTC', '&lt;b&gt;'],
    ])
      expect(html).toContain(part)
    expect(html).not.toContain('gone')
  })

  it('tell no host, however it is written', () => {
    const html = sealed({})
    for (const host of ['corp.example', '10.20.30.40', 'shop.internal', 'd%62-7'])
      expect(html.includes(host), host).toBe(false)
    expect(html).toContain('Anna Adler')
    expect(html).toContain('here, there, &lt;b&gt;')
    expect(html).toMatch(/<p>on ‹host \d+› and/)
    expect(html).toContain('<li>plot</li>')
  })

  it('lead nowhere where an address tells a word in the letters of addresses', () => {
    const thread = { ...THREADS[0], comments: [comment('Anna', '[there](/a/%5Aeus)')] } as Thread
    expect(drawn([thread], hiddenSchema.parse({ words: ['Zeus'] }))).not.toContain('%5Aeus')
    expect(drawn([thread], hiddenSchema.parse({}))).toContain('href="/a/%5Aeus"')
  })

  it('tell nothing of what is shown as it was written, either', () => {
    const thread = { ...THREADS[0], comments: [comment('Anna', `${'*'.repeat(1_001)} Zeus`)] } as Thread
    const html = drawn([thread], hiddenSchema.parse({ words: ['Zeus'] }))
    expect(html).toMatch(/<pre tabindex="0">\*{1001} ‹hidden 1›<\/pre>/)
  })

  it('tell no author and no word that is to be hidden', () => {
    const html = sealed({ authors: true, words: ['Zeus'] })
    for (const name of ['Anna', 'Adler', 'Ben', 'Bauer', 'Zeus'])
      expect(html.includes(name), name).toBe(false)
    expect(html).toContain('‹author 1›')
    expect(html).toContain('‹author 2› saw')
  })

  it('leave nothing of a name that holds a further word, however it is written', () => {
    const html = sealed({ authors: true, words: ['Anna', 'Ben'] })
    for (const name of ['Anna', 'Adler', 'Ben', 'Bauer']) expect(html.includes(name), name).toBe(false)
    expect(html).toContain('‹author 2› saw')
  })

  it('tell no person by whose token a comment was written', () => {
    const thread = { ...THREADS[0], comments: [comment('Anna Adler (token ci)', 'for Anna Adler')] } as Thread
    expect(drawn([thread], hiddenSchema.parse({ authors: true }))).not.toMatch(/Anna|Adler|token/)
  })

  it.each(['Q', 'Ö', '†', '™ ™'])('tell no author who is called %s', (name) => {
    const thread = { ...THREADS[0], comments: [comment(name, 'nothing')] } as Thread
    expect(drawn([thread], hiddenSchema.parse({ authors: true }))).not.toContain(name)
    expect(drawn([thread], hiddenSchema.parse({}))).toContain(name)
  })

  it.each(['a', 'A', 'I'])(
    'hide an author who is called %s where it is a name, and leave the word',
    (name) => {
      const said = `a retry that I saw, @${name}, and ${name}.`
      const thread = { ...THREADS[0], comments: [comment(name, said)] } as Thread
      const html = drawn([thread], hiddenSchema.parse({ authors: true }))
      expect(html).toContain(`a retry that I saw, @‹author 1›, and`)
      expect(html).not.toContain(`@${name},`)
      expect(html).not.toContain(`>${name}<`)
    },
  )

  it('tell no author of one letter where another comment speaks of him', () => {
    const thread = { ...THREADS[0], comments: [comment('Q', 'nothing'), comment('R', 'as q said')] } as Thread
    expect(drawn([thread], hiddenSchema.parse({ authors: true }))).toMatch(/as ‹author \d› said/)
  })
})
