/** Everything is drawn, read as a browser reads it, and looked through for what could run. */
import { renderToStaticMarkup } from 'react-dom/server'
import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { describe, expect, it } from 'vitest'
import { allowedTree } from './allowed'
import { HOSTILE_ADDRESSES, HOSTILE_HTML, HOSTILE_OTHERS, TANGLED_TEXTS } from './hostile-texts'
import { Markdown } from './markdown'
import { whatCouldRun } from './what-could-run'

const drawn = (text: string) => renderToStaticMarkup(<Markdown text={text} />)

describe('a text that somebody wrote', () => {
  it.each([...HOSTILE_HTML, ...HOSTILE_ADDRESSES, ...HOSTILE_OTHERS])('runs nothing: %s', (text) => {
    expect(whatCouldRun(drawn(text))).toEqual([])
  })

  it.each(TANGLED_TEXTS.map((text) => [text.slice(0, 12), text] as const))(
    'neither stops nor floods its reader: %s …',
    (_, text) => {
      const html = drawn(text)
      expect(whatCouldRun(html)).toEqual([])
      expect(html.length).toBeLessThan(12 * text.length)
    },
  )

  it('is shown as it was written where it would take long to read', () => {
    for (const text of ['*'.repeat(1_001), '[a]'.repeat(501), '> '.repeat(49)])
      expect(drawn(text)).toContain('<pre tabindex="0">')
    expect(drawn('*'.repeat(1_000))).not.toContain('<pre')
  })

  it('has no notes at its end: they would mix up those of several texts', () => {
    expect(drawn('a[^1]\n\n[^1]: note')).not.toMatch(/<(sup|section)|footnote|user-content/)
  })

  it('becomes nothing that is not named, whatever tree its reader makes of it', () => {
    const words = { type: 'text', value: 'x' }
    const unknown = ['script', 'iframe', 'svg', 'style', 'form', 'object'].map((tagName) => ({
      ...{ type: 'element', tagName, properties: { onload: 'alert(1)' }, children: [words] },
    }))
    const tree = { type: 'root', children: [...unknown, { type: 'raw', value: '<b>' }, { type: 'doctype' }] }
    expect(allowedTree(tree).children).toEqual([...unknown.map(() => words), { type: 'text', value: '<b>' }])
  })

  it('keeps what is written as HTML as the words that it is', () => {
    expect(drawn('a <b>c</b>')).toContain('<p>a &lt;b&gt;c&lt;/b&gt;</p>')
    expect(drawn('<script>alert(1)</script>')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
})

describe('the test itself', () => {
  it.each(HOSTILE_HTML)('sees it run when HTML is let through: %s', (text) => {
    expect(whatCouldRun(text)).not.toEqual([])
  })

  it.each(HOSTILE_ADDRESSES)('sees it run when addresses are taken as they are: %s', (text) => {
    const html = renderToStaticMarkup(
      <ReactMarkdown remarkPlugins={[remarkGfm]} urlTransform={(address) => address}>
        {text}
      </ReactMarkdown>,
    )
    // Links that lead to something harmless have no rel there, which alone would say nothing.
    expect(whatCouldRun(html).filter((found) => found !== 'a link without rel')).not.toEqual([])
  })

  it('has a corpus worth the name', () => {
    const all = [...HOSTILE_HTML, ...HOSTILE_ADDRESSES, ...HOSTILE_OTHERS]
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThanOrEqual(60)
  })
})

describe('Markdown as GitHub reads it', () => {
  it('has emphasis, lists, code, quotes, headings, tables and ticked items', () => {
    const html = drawn(
      '# Title\n\n**b** *i* ~~d~~ `c`\n\n3. x\n\n> q\n\n| a |\n| - |\n| 1 |\n\n- [x] done\n- [ ] open\n\n```\nx  y\n```',
    )
    for (const part of [
      ...['<h4>Title</h4>', '<strong>b</strong>', '<em>i</em>', '<del>d</del>', '<code>c</code>'],
      ...['<ol start="3">', '<blockquote>', '<th>a</th>', '<td>1</td>', '☑ done', '☐ open', 'x  y\n</code>'],
    ])
      expect(html).toContain(part)
  })

  it('links to http, https, mailto and within the product, vouching for none of them', () => {
    const rel = 'rel="nofollow noopener noreferrer"'
    for (const [text, href] of [
      ['[x](https://example.com/a?b=c#d)', 'https://example.com/a?b=c#d'],
      ['[x](http://example.com)', 'http://example.com'],
      ['[x](mailto:a@b.test)', 'mailto:a@b.test'],
      ['[x](/runs/1?tab=figures)', '/runs/1?tab=figures'],
      ['[x](#top)', '#top'],
      ['see https://example.com/a.', 'https://example.com/a'],
      ['see www.example.com', 'http://www.example.com'],
      ['<a@b.test>', 'mailto:a@b.test'],
    ] as const)
      expect(drawn(text)).toContain(`<a href="${href}" ${rel}>`)
  })

  it('shows a picture as a link to it: nothing is loaded', () => {
    expect(drawn('![the *plot*](https://example.com/p.png)')).toMatch(
      /<a href="https:\/\/example.com\/p.png" rel="[a-z ]+">the plot<\/a>/,
    )
    expect(drawn('![](https://example.com/p.png)')).toContain('>picture</a>')
  })
})
