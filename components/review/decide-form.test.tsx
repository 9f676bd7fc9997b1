import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { LONGEST_COMMENT } from '@/lib/core/review/comment'
import type { ReviewVerdict } from '@/lib/core/review/review'
import { BaselineOffer } from './baseline-offer'
import { CommentEditor } from './comment-editor'
import { DecideForm } from './decide-form'

const contentHash = 'f'.repeat(64)
const at = '2026-11-27T07:00:00.000Z'
const report = {
  ...{ id: 'run', name: 'Run', baseline: null, quality: 'good' as const, trials: [] },
  ...{ status: 'completed' as const, totalTrials: 0, verdicts: [] },
}

function shown(children: React.ReactNode): string {
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>{children}</MantineProvider>
    </QueryClientProvider>,
  )
}

const form = (quality: 'good' | 'suspect', verdict: ReviewVerdict) =>
  shown(
    <DecideForm
      report={{ ...report, quality }}
      contentHash={contentHash}
      own={{ verdict, note: null, at, contentHash, current: true }}
    />,
  )
const offer = (quality: 'good' | 'suspect', status: 'completed' | 'cancelled' = 'completed') =>
  shown(
    <BaselineOffer
      report={{ ...report, quality, status }}
      review={{
        ...{ contentHash, madeBy: null, reviewers: [], state: 'approved', threads: [], openThreads: 0 },
        ...{ baseline: null, version: 1 },
      }}
      seen={contentHash}
    />,
  )

it('cautions beside both buttons where the measurement is suspect', () => {
  for (const text of [form('suspect', 'approve'), offer('suspect')])
    expect(text).toContain('the measurement is suspect')
  for (const text of [form('good', 'approve'), offer('good')]) expect(text).not.toContain('suspect')
})

it('cautions beside the baseline, and not beside the decision, where the run is not complete', () => {
  expect(offer('good', 'cancelled')).toMatch(/Accept as baseline.*Mind that the run is not complete/)
  expect(offer('good')).not.toContain('Mind that')
})

it('says that a name in a comment tells nobody, where there is one', () => {
  const editor = (initial: string) =>
    shown(
      <CommentEditor
        {...{ label: 'Comment', keptAs: 'k', initial, send: 'Comment', busy: false, error: null }}
        onSend={() => undefined}
      />,
    )
  for (const text of ['@ada look at this', 'is it so (@Ada)?']) expect(editor(text)).toContain('tells nobody')
  expect(editor('x'.repeat(LONGEST_COMMENT + 1))).toContain('1 character too many')
  for (const text of ['', 'mail ada@example.org', '3 @ 5']) expect(editor(text)).not.toContain('tells nobody')
})

it('asks for a reason where changes are requested', () => {
  expect(form('good', 'request-changes')).toMatch(/<textarea[^>]* required=""/)
  expect(form('good', 'approve')).not.toMatch(/<textarea[^>]* required=""/)
})
