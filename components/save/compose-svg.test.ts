import { expect, test } from 'vitest'
import { composeSvg } from './compose-svg'
import { fileWord } from './save-file'
import { heightTaken } from './snapshot'
import { wrapped } from './wrap-words'

const given = {
  body: '<g id="drawn"/>',
  width: 300.2,
  height: 100,
  background: '#fff',
  ink: '#111',
  soft: '#555',
}

test('a picture has its title above, its source below, and room for all of it', () => {
  const { text, width, height } = composeSvg({ ...given, title: 'Success rate', source: 'Retryscope run 12' })
  expect(text).toContain(`width="${width}" height="${height}"`)
  expect(width).toBe(301 + 2 * 20)
  const y = (words: string) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${words}`).exec(text)?.[1])
  const top = Number(/translate\(\d+ (\d+)\)/.exec(text)?.[1])
  expect(y('Success rate')).toBeLessThan(top)
  expect(y('Retryscope run 12')).toBeGreaterThan(top + given.height)
  expect(y('Retryscope run 12')).toBeLessThan(height)
  expect(text).toContain(given.body)
})

test('a picture is as wide as its chart, however long its words are: they go on below', () => {
  const short = composeSvg({ ...given, title: 'A', source: 'B' })
  const title = Array.from({ length: 20 }, (_, index) => `title${index}`).join(' ')
  const source = Array.from({ length: 40 }, (_, index) => `source${index}`).join(' ')
  const long = composeSvg({ ...given, title, source })
  expect(long.width).toBe(short.width)
  expect(long.height).toBeGreaterThan(short.height + 100)
  const texts = [...long.text.matchAll(/<text x="20" y="([\d.]+)" font-size="(\d+)"[^>]*>([^<]+)</g)].map(
    ([, y, size, words = '']) => ({ y: Number(y), size: Number(size), words }),
  )
  const linesOf = (wanted: number) => texts.filter(({ size }) => size === wanted)
  const wordsOf = (wanted: number) =>
    linesOf(wanted)
      .map(({ words }) => words)
      .join(' ')
  expect(wordsOf(16)).toBe(title)
  expect(wordsOf(11)).toBe(source)
  for (const { size, words } of texts) expect(words.length * size * 0.6).toBeLessThanOrEqual(long.width - 40)
  const top = Number(/translate\(\d+ (\d+)\)/.exec(long.text)?.[1])
  for (const { y } of linesOf(16)) expect(y).toBeLessThan(top)
  for (const { y } of linesOf(11)) {
    expect(y).toBeGreaterThan(top + given.height)
    expect(y).toBeLessThan(long.height)
  }
})

test('words are broken only where they are wider than a line; ideographs count as squares', () => {
  const ten = { size: 10, width: 60 }
  expect(wrapped('aaaa bbbb cccc', ten)).toEqual(['aaaa bbbb', 'cccc'])
  expect(wrapped('aa 1234567890123', ten)).toEqual(['aa', '1234567890', '123'])
  expect(wrapped('1234567890123 aa', ten)).toEqual(['1234567890', '123 aa'])
  expect(wrapped('重试重试重试重', ten)).toEqual(['重试重试重试', '重'])
  expect(wrapped('', ten)).toEqual([''])
  expect(wrapped('ab', { size: 10, width: 0 })).toEqual(['a', 'b'])
})

test('a part is as high as its content, however its box is stretched, unless the box is seen', () => {
  expect(heightTaken({ box: 260, content: 62, scrolled: 0 })).toBe(62)
  expect(heightTaken({ box: 260, content: null, scrolled: 0 })).toBe(260)
  // A line is lower than its letters may be; what is scrolled out of sight is drawn.
  expect(heightTaken({ box: 17, content: 20, scrolled: 0 })).toBe(17)
  expect(heightTaken({ box: 360, content: 350, scrolled: 1_400 })).toBe(1_400)
})

test('names are escaped', () => {
  const { text } = composeSvg({ ...given, title: '<b>', source: 'run "1" & <script>' })
  expect(text).not.toMatch(/<b>|<script>/)
  expect(text).toContain('run &quot;1&quot; &amp; &lt;script&gt;')
})

test('a file is called by plain words', () => {
  expect(fileWord('P99 latency over the fault matrix')).toBe('p99-latency-over-the-fault-matrix')
  expect(fileWord('(Jitter), ±%')).toBe('jitter')
})
