import { afterEach, expect, it, vi } from 'vitest'
import { requestJson } from './api'
import { isServerSilent, onContact } from './last-contact'

afterEach(() => vi.unstubAllGlobals())

it('any request without an answer is silence at once, and any answer ends it', async () => {
  const heard: boolean[] = []
  const stop = onContact(() => heard.push(isServerSilent()))
  const ask = (answer: () => Promise<Response>) => {
    vi.stubGlobal('fetch', answer)
    return requestJson('/api/runs').catch(() => undefined)
  }
  const gone = () => Promise.reject(new TypeError('Failed to fetch'))
  await ask(() => Promise.resolve(Response.json({})))
  await ask(() => Promise.reject(new DOMException('left', 'AbortError')))
  expect(isServerSilent()).toBe(false)
  await ask(gone)
  expect(isServerSilent()).toBe(true)
  await ask(gone)
  await ask(() => Promise.resolve(Response.json({ title: 'No' }, { status: 404 })))
  expect(heard).toEqual([true, false])
  stop()
})
