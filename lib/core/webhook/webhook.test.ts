import { expect, it } from 'vitest'
import { receiverOf, webhookUrlSchema } from './webhook'

it.each([
  ['https://hooks.example/services/T0/secret?key=secret#secret', 'https://hooks.example'],
  ['http://127.0.0.1:8080/secret', 'http://127.0.0.1:8080'],
])('tells of %s where it leads, and no secret', (url, told) => {
  expect(receiverOf(url)).toBe(told)
})

it('is sent by http or https, and holds no name or password', () => {
  const fits = (url: string) => webhookUrlSchema.safeParse(url).success
  for (const url of ['https://hooks.example/a?b=c', 'http://127.0.0.1:8080/'])
    expect(fits(url), url).toBe(true)
  for (const url of [
    ...['ftp://hooks.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'hooks.example/a', ''],
    ...['https://ada@hooks.example/', 'https://:secret@hooks.example/', 'https://ada:secret@hooks.example/'],
  ])
    expect(fits(url), url).toBe(false)
})
