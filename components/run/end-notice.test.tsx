import { withNuqsTestingAdapter } from 'nuqs/adapters/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import { EndNotice } from './end-notice'

const trial = (...qualityReasons: string[]) =>
  ({ quality: qualityReasons.length > 0 ? 'suspect' : 'good', qualityReasons }) as TrialReport

function shown(status: RunReport['status'], trials: TrialReport[], error: string | null = null): string {
  const Address = withNuqsTestingAdapter()
  return renderToStaticMarkup(
    <Address>
      <EndNotice report={{ status, trials, totalTrials: 9, error }} />
    </Address>,
  )
}

it('a run that was cut short says so, and why what it measured is suspect', () => {
  for (const [status, title] of [
    ['cancelled', 'This run was cancelled'],
    ['failed', 'This run failed'],
  ] as const) {
    const text = shown(status, [trial('late'), trial()])
    expect(text).toContain(title)
    expect(text).toContain('2 of 9 trials ended before')
    expect(text).toContain('1 of 2 trials suspect: read its figures')
    expect(shown(status, [trial()])).toContain('1 of 9 trials ended before and is shown below')
    expect(text).toContain('late (1 trial).')
  }
})

it('a run that came to its end with nothing to doubt says nothing', () => {
  expect(shown('completed', [trial()])).toBe('')
})

it('names three kinds of reasons, and where the others are', () => {
  const text = shown('completed', [trial('a', 'b', 'c', 'd', 'e')])
  expect(text).toContain('a (1 trial); b (1 trial); c (1 trial).')
  expect(text).not.toContain('d (1 trial)')
  expect(text).toContain('2 more reasons in Receipts')
  expect(shown('completed', [trial('a', 'b', 'c')])).not.toContain('in Receipts')
})
