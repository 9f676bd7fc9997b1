import { renderToStaticMarkup } from 'react-dom/server'
import { MantineProvider } from '@mantine/core'
import { expect, it } from 'vitest'
import { NothingMeasured } from './overview-tab'

it.each(['cancelled', 'failed'] as const)(
  'a run that was %s before a trial ended is to be resumed first of all',
  (status) => {
    const text = renderToStaticMarkup(
      <MantineProvider>
        <NothingMeasured report={{ status }} />
      </MantineProvider>,
    )
    expect(text).toMatch(/“Resume” measures its trials, “Change and run” opens .* “Run again” begins/)
  },
)
