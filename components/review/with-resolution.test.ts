import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { createElement } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Review } from '@/lib/core/review/review'
import { useResolveThread } from './review-changes'
import { withResolution } from './with-resolution'

const at = '2026-11-27T07:00:00.000Z'
const thread = (id: string) => ({ id, place: { on: 'run' as const }, comments: [], resolved: null })
const review: Review = {
  ...{ contentHash: null, madeBy: null, reviewers: [], state: 'open', threads: [thread('a'), thread('b')] },
  ...{ openThreads: 2, baseline: null, version: 1 },
}

afterEach(() => vi.unstubAllGlobals())

test('a settled thread is one less that is open, and opened again it is one more', () => {
  const settled = withResolution(review, 'a', true, at)
  expect(settled.threads.map(({ resolved }) => resolved)).toEqual([{ by: 'you', at }, null])
  expect(settled.openThreads).toBe(1)
  expect(withResolution(settled, 'a', false, at)).toEqual(review)
})

test('it is shown before the answer, and taken back where the server refuses', async () => {
  const client = new QueryClient()
  client.setQueryData(['review', 'run'], review)
  let answer: (response: Response) => void = () => undefined
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)))
  let resolve: ReturnType<typeof useResolveThread> | undefined
  const Asks = () => {
    resolve = useResolveThread('run', 'a')
    return null
  }
  renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(Asks)))
  const done = resolve?.mutateAsync(true)
  const open = () => client.getQueryData<Review>(['review', 'run'])?.openThreads
  await vi.waitFor(() => expect(open()).toBe(1))
  await new Promise(setImmediate)
  answer(Response.json({ title: 'no', detail: 'no' }, { status: 409 }))
  await expect(done).rejects.toThrow()
  expect(open()).toBe(2)
})
