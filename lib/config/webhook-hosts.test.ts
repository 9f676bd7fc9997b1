import { expect, test } from 'vitest'
import { readWebhookHosts } from './webhook-hosts'

test('hosts are read with and without ports, in small letters; an empty text is no list', () => {
  const text = ' Hooks.internal, 10.0.0.7:8080 ,[::1]:9000,'
  expect(readWebhookHosts({ RETRYSCOPE_WEBHOOK_HOSTS: text })).toEqual([
    ...['hooks.internal', '10.0.0.7:8080', '[::1]:9000'],
  ])
  expect(readWebhookHosts({ RETRYSCOPE_WEBHOOK_HOSTS: '' })).toEqual([])
  expect(readWebhookHosts({})).toEqual([])
})

test.each(['http://hooks.internal', 'a b', 'host/path', 'host:port'])(
  '%s is refused by its name',
  (entry) => {
    expect(() => readWebhookHosts({ RETRYSCOPE_WEBHOOK_HOSTS: `ok.example,${entry}` })).toThrow(entry)
  },
)
