/** Files of runs and of comparisons, through their routes on a real database file. */
import { beforeEach, expect, test, vi } from 'vitest'
import * as comparisonFile from '@/app/api/compare/export/route'
import * as runFile from '@/app/api/runs/[id]/export/route'
import { endedRun, webhookDatabase } from '../fixtures/webhook-fixture'

vi.mock('@/lib/auth/who-asks', async () => {
  const { asking } = await import('../fixtures/asking')
  return { whoAsks: () => Promise.resolve(asking.who) }
})

let runs: [{ id: string; number: number }, { id: string; number: number }]
beforeEach(async () => {
  await webhookDatabase()
  runs = [await endedRun(), await endedRun()]
})

const compared = (more = '') =>
  comparisonFile.GET(
    new Request(`http://127.0.0.1/api/compare/export?runs=${runs.map(({ id }) => id).join(',')}${more}`),
    { params: Promise.resolve({}) },
  )

test.each([
  ['', 'text/html; charset=utf-8', 'html', /^<!doctype html>/],
  ['&format=html', 'text/html; charset=utf-8', 'html', /^<!doctype html>/],
  ['&format=csv', 'text/csv; charset=utf-8', 'csv', /^baseline,run,strategy,/],
])('a comparison asked for with “%s” is %s', async (more, mediaType, ending, begin) => {
  const answer = await compared(more)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(mediaType)
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="retryscope-comparison-${runs[0].number}-${runs[1].number}.${ending}"`,
  )
  expect(await answer.text()).toMatch(begin)
})

test('a comparison in a format that there is not is refused', async () => {
  expect((await compared('&format=arrow')).status).toBe(400)
})

test('the HTML file of a run draws the course of its trials, and its delays', async () => {
  const answer = await runFile.GET(new Request('http://127.0.0.1/api/runs/1/export?format=html'), {
    params: Promise.resolve({ id: runs[0].id }),
  })
  const html = await answer.text()
  expect(html).toContain('<h2>Timeline</h2>')
  expect(html).toContain(`GET /api/runs/${runs[0].number}/trials/1/timeline`)
  expect(html).toContain('<h2>Delays before retries</h2>')
})
