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

it.each([
  ['ftp://hooks.example/', 'an address begins with http:// or https://'],
  ['hooks.example/a', 'an address begins with http:// or https://'],
  ['https://hooks.example:65536/', 'look at its host, and at its port'],
  ['https://hooks.example:port/', 'look at its host, and at its port'],
  ['https://', 'look at its host, and at its port'],
  [`https://hooks.example/${'a'.repeat(2_000)}`, 'an address has 2,000 characters at most'],
  ['https://ada@hooks.example/', 'must not hold a name or password'],
])('says what is wrong with %s', (url, words) => {
  const issues = webhookUrlSchema.safeParse(url).error?.issues
  expect(issues?.map(({ message }) => message)).toEqual([expect.stringContaining(words)])
})
