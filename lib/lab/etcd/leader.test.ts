import { expect, test } from 'vitest'
import { LeaderControl } from './leader'

const member = (name: string) => ({
  name,
  directAddress: '127.0.0.1:1',
  proxyName: name,
  proxiedAddress: '127.0.0.1:1',
  peerAddress: null,
  peerProxyName: null,
  peerProxiedAddress: null,
  adminUrl: 'http://127.0.0.1:1',
})

test('without any member there is nothing to move, and nothing is sent', async () => {
  const control = new LeaderControl({
    driver: 'local',
    toxiproxyUrl: 'http://127.0.0.1:1',
    members: [member('m1'), member('m2')],
  })
  let sent = 0
  expect(await control.move(() => sent++)).toEqual({
    from: 'unknown',
    to: 'unknown',
    confirmed: false,
    problem: 'no member answered',
  })
  expect(sent).toBe(0)
  expect(await control.states()).toEqual([])
  control.close()
})
