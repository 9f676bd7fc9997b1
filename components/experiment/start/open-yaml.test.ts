import { describe, expect, it } from 'vitest'
import { clockTime } from './clock-time'
import { textOfClipboard, textOfFile } from './open-yaml'

const file = (content: string, size = content.length) => ({
  ...{ name: 'a.yaml', size },
  text: () => Promise.resolve(content),
})

describe('a file that may hold an experiment', () => {
  it('is read as text', async () => {
    expect(await textOfFile(file('name: A'))).toBe('name: A')
  })
  it('is refused unread where it is too large for one', async () => {
    const large = { ...file('', 300 * 1024), text: () => Promise.reject(new Error('was read')) }
    expect(await textOfFile(large)).toEqual({
      refusal: expect.stringMatching(/300 KiB.*at most 256/) as string,
    })
  })
  it('is refused where it is no text', async () => {
    expect(await textOfFile(file('PK\u0003\u0000'))).toEqual({
      refusal: expect.stringMatching(/is no text/) as string,
    })
  })
})

it('a time is told without its day only on that day', () => {
  const now = new Date(2026, 10, 26, 15, 0)
  expect(clockTime(new Date(2026, 10, 26, 14, 2).getTime(), now)).toBe('14:02')
  expect(clockTime(new Date(2026, 10, 25, 14, 2).getTime(), now)).toBe('25 Nov, 14:02')
})

it('what was copied is opened; where there is nothing, or the browser refuses, it says what to do', async () => {
  const holding = (text: string) => ({ readText: () => Promise.resolve(text) })
  expect(await textOfClipboard(holding('name: a'))).toBe('name: a')
  expect(await textOfClipboard(holding(' \n'))).toEqual({
    refusal: expect.stringMatching(/^No text was copied/) as string,
  })
  expect(await textOfClipboard(undefined)).toEqual({
    refusal: expect.stringMatching(/^No text was copied/) as string,
  })
  expect(await textOfClipboard(holding('x'.repeat(400_000)))).toEqual({
    refusal: expect.stringMatching(/^“What was copied” has 391 KiB/) as string,
  })
  const refused = { readText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }
  expect(await textOfClipboard(refused)).toEqual({
    refusal: expect.stringMatching(/paste it there\.$/) as string,
  })
})
