import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { NumberField, shownText, steppedBy } from './number-field'

describe('the field of one number', () => {
  it('shows what is no number as it was typed, with what is wrong beside it', () => {
    const html = renderToStaticMarkup(
      <MantineProvider>
        <NumberField label="Delay" value="12abc" error="“12abc” is no number" onChange={() => undefined} />
      </MantineProvider>,
    )
    expect(html).toMatch(/<input[^>]* value="12abc"/)
    expect(html).toMatch(/<input[^>]* aria-invalid="true"/)
    expect(html).toContain('“12abc” is no number')
  })

  it.each([
    // Somebody is on the way to 1.5, writes with a comma, or pastes it otherwise than it is written back.
    ['1.', 1, '1.'],
    ['1,5', 1.5, '1,5'],
    ['1e3', 1_000, '1e3'],
    ['abc', 'abc', 'abc'],
    // Nobody is typing any more.
    [null, 1_000, '1000'],
    [null, '', ''],
    [null, 'abc', 'abc'],
    // Undo, or another start, has put something else there.
    ['1.', 2, '2'],
    ['abc', 5, '5'],
    ['7', 'abc', 'abc'],
    ['7', '', ''],
    [null, true, ''],
  ])('typed %j while the value is %j, it shows %j', (typing, value, shown) => {
    expect(shownText(typing, value)).toBe(shown)
  })

  it.each([
    ['ArrowUp', 5, {}, 6],
    ['ArrowDown', 5, {}, 4],
    ['ArrowUp', 0.2, {}, 1.2],
    ['ArrowUp', 'abc', {}, null],
    ['ArrowUp', '', {}, null],
    ['ArrowUp', 5, { shiftKey: true }, null],
    ['ArrowLeft', 5, {}, null],
  ])('%s on %j with %j makes %j of it', (key, value, held, next) => {
    const keys = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held }
    expect(steppedBy({ key, ...keys }, value)).toBe(next)
  })
})
