import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DamageNotice, MissingAttempts } from './damage-notice'

const batch = (trialIndex: number, sequence: number) => ({
  ...{ trialIndex, sequence, offset: 16_384 * sequence, rows: 100, problem: '' },
})

it('says how much is lost, where, and that nothing else is; and nothing where nothing is lost', () => {
  const damaged = [batch(1, 0), batch(1, 2), batch(4, 0)]
  const text = renderToStaticMarkup(<DamageNotice damaged={damaged} trials={9} />)
  expect(text).toContain('300 stored attempts cannot be read any more: 3 batches in 2 trials of 9')
  expect(text).toMatch(/Trial 2, batch 3: attempts 32,769 to 32,868/)
  expect(text).toMatch(/Nothing else is lost/)
  expect(renderToStaticMarkup(<DamageNotice damaged={[]} trials={9} />)).toBe('')
  expect(renderToStaticMarkup(<MissingAttempts damaged={[batch(1, 0)]} />)).toContain(
    '100 attempts of this trial',
  )
  const missing = { attempts: 100, operations: 90, of: 1_200 }
  const listed = renderToStaticMarkup(<MissingAttempts damaged={[batch(1, 0)]} missing={missing} />)
  expect(listed).toContain('90 of 1,200 operations are missing here')
})
