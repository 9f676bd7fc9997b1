/** Comments in sealed pages go another way than those of the run’s own page, and must hold as much. */
import { expect, it } from 'vitest'
import { HOSTILE_ADDRESSES, HOSTILE_HTML, HOSTILE_OTHERS } from '@/components/markdown/hostile-texts'
import { whatCouldRun } from '@/components/markdown/what-could-run'
import { commentText } from './comment-text'

it('nothing runs in a sealed comment', () => {
  for (const written of [...HOSTILE_HTML, ...HOSTILE_ADDRESSES, ...HOSTILE_OTHERS])
    expect(whatCouldRun(commentText(written)), written.slice(0, 80)).toEqual([])
})

it('draws what the page draws', () => {
  const html = commentText(
    '**a** <b> [x](/runs/1) ![p](http://a.test/p.png)\n\n| a |\n| - |\n| 1 |\n\n---\n\n3. x',
  )
  for (const part of [
    ...['<strong>a</strong> &lt;b&gt; <a href="/runs/1" rel="nofollow noopener noreferrer">x</a>'],
    ...[
      '>p</a>',
      '<div tabindex="0" role="region" aria-label="Table"><table class="told">',
      '<td>1</td>',
      '<hr/>',
    ],
    '<ol start="3">',
  ])
    expect(html).toContain(part)
})
