import { describe, expect, test } from 'vitest'
import { drawSubnet } from './free-subnet'

/** Draws these numbers in turn, and the last one for ever. */
function draws(...numbers: number[]): () => number {
  let next = 0
  return () => numbers[Math.min(next++, numbers.length - 1)] ?? 0
}
const almostOne = 1 - 2 ** -40

describe('a free subnet', () => {
  test('holds the two ends of a link, anywhere in the private ranges', () => {
    expect(drawSubnet([], draws(0))).toEqual({ host: '10.0.0.1', lab: '10.0.0.2' })
    expect(drawSubnet([], draws(almostOne))).toEqual({ host: '10.255.255.253', lab: '10.255.255.254' })
    expect(drawSubnet([], draws(0.5))).toEqual({ host: '10.128.0.1', lab: '10.128.0.2' })
  })

  test.each(['10.0.0.0/24', '10.0.0.0/30', '10.0.0.3', '10.0.0.0/16', '10.0.0.2/32'])(
    'is drawn again where %s is in use',
    (route) => {
      expect(drawSubnet([route], draws(0, 0.5))).toEqual({ host: '10.128.0.1', lab: '10.128.0.2' })
    },
  )

  test('lies beside what merely is next to it', () => {
    const routes = ['10.0.0.4/30', '9.255.255.255']
    expect(drawSubnet(routes, draws(0))).toEqual({ host: '10.0.0.1', lab: '10.0.0.2' })
  })

  test('comes from another private range where a route takes the whole first one', () => {
    expect(drawSubnet(['10.0.0.0/8'], draws(0))).toEqual({ host: '172.16.0.1', lab: '172.16.0.2' })
    expect(drawSubnet(['10.0.0.0/8', '172.16.0.0/12'], draws(0))).toEqual({
      ...{ host: '192.168.0.1', lab: '192.168.0.2' },
    })
    expect(drawSubnet(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], draws(0))).toBeNull()
  })

  test('is not kept away by default routes, also not by those that are cut in half', () => {
    expect(drawSubnet(['default', '0.0.0.0/1', '128.0.0.0/1'], draws(0))).not.toBeNull()
  })
})
