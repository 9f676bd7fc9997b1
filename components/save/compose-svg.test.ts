import { expect, test } from 'vitest'
import { composeSvg } from './compose-svg'
import { fileWord } from './save-file'

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
  expect(width).toBeGreaterThan(301)
  const y = (words: string) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${words}`).exec(text)?.[1])
  const top = Number(/translate\(\d+ (\d+)\)/.exec(text)?.[1])
  expect(y('Success rate')).toBeLessThan(top)
  expect(y('Retryscope run 12')).toBeGreaterThan(top + given.height)
  expect(y('Retryscope run 12')).toBeLessThan(height)
  expect(text).toContain(given.body)
})

test('a long source makes a picture wider, so that none of it is cut', () => {
  const source = 'x'.repeat(120)
  expect(composeSvg({ ...given, title: 'A', source }).width).toBeGreaterThan(120 * 6)
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
