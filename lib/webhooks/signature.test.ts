import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newWebhookSecret, signedHeaders } from './signature'

test('the signature is the one of Standard Webhooks', () => {
  // The example of the reference libraries.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const sentAt = new Date(1_614_265_330_000)
  expect(signedHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt, '{"test": 2432232314}')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('secrets are of 32 bytes, and no two are the same', () => {
  const [one, other] = [newWebhookSecret(), newWebhookSecret()]
  expect(Buffer.from(one.replace('whsec_', ''), 'base64')).toHaveLength(32)
  expect(one).not.toBe(other)
})

type Headers = Record<string, string>
type Verify = (secret: string, headers: Headers, body: string, nowMs?: number) => boolean

/** The code that docs/webhooks.md tells receivers to use. */
async function documented(): Promise<Verify> {
  const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8')
  const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? ''
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
    isGenuine: Verify
  }
  return module.isGenuine
}

test('the code of the documentation takes what is genuine, and refuses the rest', async () => {
  const isGenuine = await documented()
  const secret = newWebhookSecret()
  const nowMs = 1_800_000_000_000
  const body = '{"type":"run.finished","name":"Größe"}'
  const headers = signedHeaders(secret, 'd1', new Date(nowMs), body)
  expect(isGenuine(secret, headers, body, nowMs + 299_000)).toBe(true)
  const two = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature'] ?? ''}` }
  expect(isGenuine(secret, two, body, nowMs)).toBe(true)

  expect(isGenuine(secret, headers, body, nowMs + 301_000)).toBe(false)
  expect(isGenuine(secret, headers, body.replace('run', 'Run'), nowMs)).toBe(false)
  expect(isGenuine(newWebhookSecret(), headers, body, nowMs)).toBe(false)
  expect(isGenuine(secret, { ...headers, 'webhook-id': 'd2' }, body, nowMs)).toBe(false)
  expect(isGenuine(secret, { ...headers, 'webhook-timestamp': '1800000001' }, body, nowMs)).toBe(false)
  expect(isGenuine(secret, {}, body, nowMs)).toBe(false)
})
