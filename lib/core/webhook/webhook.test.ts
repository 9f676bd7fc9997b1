import { expect, it } from 'vitest'
import { receiverOf } from './webhook'

it.each([
  ['https://hooks.example/services/T0/secret?key=secret#secret', 'https://hooks.example'],
  ['http://127.0.0.1:8080/secret', 'http://127.0.0.1:8080'],
])('tells of %s where it leads, and no secret', (url, told) => {
  expect(receiverOf(url)).toBe(told)
})
