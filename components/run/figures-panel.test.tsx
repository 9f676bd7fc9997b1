import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { stateOf, type ShownFigures } from '@/components/heat-map/shown-figures'
import { FiguresPanel } from './figures-panel'

const all: ShownFigures = {
  ...{ arms: [null, null], cell: null, at: null, state: 'ready', error: null },
  showAll: () => undefined,
}
const chosen = { ...all, cell: { pointIndex: 1, arm: 0 }, at: '5 % request loss' }

function textOf(shown: ShownFigures): string {
  return renderToStaticMarkup(
    <MantineProvider>
      <FiguresPanel title="Times" note="" shown={shown}>
        the table
      </FiguresPanel>
    </MantineProvider>,
  )
}

it('names the fault point that it shows, and shows no table of another one in the meantime', () => {
  expect(textOf(all)).toMatch(/>Times<.*the table/)
  expect(textOf(chosen)).toMatch(/>Times at 5 % request loss<.*the table/)
  for (const state of ['loading', 'empty', 'failed'] as const)
    expect(textOf({ ...chosen, state })).not.toContain('the table')
  expect(textOf({ ...chosen, state: 'loading' })).toContain('aria-busy="true"')
  expect(textOf({ ...chosen, state: 'empty' })).toContain('No trial of this fault point has ended yet')
})

it('keeps figures that are known when they cannot be read again', () => {
  expect(stateOf(undefined, null)).toBe('loading')
  expect(stateOf(undefined, new Error('no answer'))).toBe('failed')
  expect(stateOf([null, null], null)).toBe('empty')
  expect(stateOf([null, {} as never], new Error('no answer'))).toBe('ready')
})
