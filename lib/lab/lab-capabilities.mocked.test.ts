import { beforeEach, describe, expect, test, vi } from 'vitest'
import { externalCapabilities } from './external/external-capabilities'
import type { LabAddress, LabNamespace } from './lab'
import {
  checkCapabilities,
  describeLab,
  standingCapabilities,
  startedCapabilities,
  startedFor,
} from './lab-capabilities'
import { LabError } from './lab-error'
import { probeNamespace } from './namespace/probe-namespace'

vi.mock('./namespace/probe-namespace')
beforeEach(() => vi.mocked(probeNamespace).mockReset())

const links = (peerProxyName: string | null, namespace: LabNamespace | null) => {
  const member = { name: 'm1', directAddress: '', proxyName: '', proxiedAddress: '', adminUrl: '' }
  const members = [{ ...member, peerAddress: null, peerProxiedAddress: null, peerProxyName }]
  return { members, namespace } satisfies Pick<LabAddress, 'members' | 'namespace'>
}
const namespace: LabNamespace = {
  ...{ process: { pid: 1, startedAt: '' }, hostInterface: '', hostAddress: '', address: '', uids: {} },
}

describe('what a lab can do', () => {
  test('is started for exactly what is needed', () => {
    expect(startedFor(new Set(['toxics']))).toEqual({ peerProxies: false, ownNetwork: false })
    expect(startedFor(new Set(['peer-link']))).toEqual({ peerProxies: true, ownNetwork: false })
    expect(startedFor(new Set(['peer-cut']))).toEqual({ peerProxies: false, ownNetwork: true })
    expect(startedFor(new Set(['packet-loss', 'peer-link']))).toEqual({ peerProxies: true, ownNetwork: true })
  })

  test('shows in how it was started', () => {
    const pick = ({ 'peer-link': peer, 'packet-loss': loss, 'peer-cut': cut }: Record<string, unknown>) => [
      ...[peer, loss, cut].map((answer) => answer === true),
    ]
    expect(pick(startedCapabilities(links(null, null)))).toEqual([false, false, false])
    expect(pick(startedCapabilities(links('p', null)))).toEqual([true, false, false])
    expect(pick(standingCapabilities(links(null, namespace)))).toEqual([false, true, true])
    expect(standingCapabilities(links(null, null))['peer-link']).toMatch(/lab down.*lab up --peer-link/)
    expect(standingCapabilities(links(null, null))['peer-cut']).toMatch(/lab down.*lab up --namespace/)
  })

  test('is told before one is started, with the reason why the machine does not let it', async () => {
    vi.mocked(probeNamespace).mockResolvedValue('There is no nft.')
    const { driver, capabilities } = await describeLab({ driver: 'local' })
    expect(driver).toBe('local')
    expect(capabilities).toMatchObject({
      ...{ toxics: true, 'peer-link': true },
      ...{ 'packet-loss': 'There is no nft.', 'peer-cut': 'There is no nft.' },
    })
    vi.mocked(probeNamespace).mockResolvedValue(true)
    expect((await describeLab({ driver: 'local' })).capabilities['peer-cut']).toBe(true)
  })

  test('leaves the links of an external lab out, and this machine untouched', async () => {
    const terms = { tls: null, user: null, keyPrefix: 'retryscope/', allow: [] }
    const { capabilities, members } = await describeLab({
      driver: 'external',
      terms,
      members: [{ name: 'm1', address: 'etcd1:2379' }],
    })
    expect(members).toBe(1)
    expect(capabilities).toEqual(externalCapabilities([]))
    for (const capability of ['peer-link', 'packet-loss', 'peer-cut'] as const)
      expect(capabilities[capability]).not.toBe(true)
    expect(probeNamespace).not.toHaveBeenCalled()
  })

  test('is held against what is needed, each thing with its reason', () => {
    const check = (...needs: ('toxics' | 'peer-link' | 'peer-cut')[]) =>
      checkCapabilities(standingCapabilities(links(null, null)), needs)
    expect(() => check('toxics')).not.toThrow()
    expect(() => check('toxics', 'peer-link', 'peer-cut')).toThrow(LabError)
    expect(() => check('toxics', 'peer-link', 'peer-cut')).toThrow(/peer-link: .*\n {2}peer-cut: /)
  })
})
