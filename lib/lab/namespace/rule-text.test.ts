import { describe, expect, test } from 'vitest'
import type { LabMember } from '../lab'
import { cutTable, linkPorts, lossTable, tableOf, witnessTable } from './rule-text'

const member = (number: number, isProxied = false): LabMember => ({
  name: `m${number}`,
  directAddress: `10.0.0.2:${number}01`,
  proxyName: `retryscope-m${number}`,
  proxiedAddress: `10.0.0.2:${number}02`,
  peerAddress: `10.0.0.2:${number}03`,
  peerProxyName: isProxied ? `retryscope-m${number}-peer` : null,
  peerProxiedAddress: isProxied ? `10.0.0.2:${number}04` : null,
  adminUrl: `http://10.0.0.2:${number}01`,
})
const toxiproxyUrl = 'http://10.0.0.2:900'
const plain = linkPorts({ members: [member(1), member(2)], toxiproxyUrl })
const spare = { name: 'm4', directAddress: '10.0.0.2:401', peerUrl: 'http://10.0.0.2:403' }
const proxied = linkPorts({ members: [member(1, true), member(2, true)], toxiproxyUrl, spare })

const linesWith = (text: string, part: string) => text.split('\n').filter((line) => line.includes(part))

describe('the ports of the links', () => {
  test('are what goes around Toxiproxy, and what members dial', () => {
    expect(plain).toEqual({ around: [101, 201, 900], peer: [103, 203], dialled: [103, 203] })
  })

  test('are those of proxies where members dial them, and know the spare member', () => {
    expect(proxied).toEqual({
      around: [101, 201, 401, 900],
      peer: [103, 104, 203, 204, 403],
      // A packet passes a proxy and what is behind it: it must be thrown for once.
      dialled: [104, 204, 403],
    })
  })
})

describe('rules that lose', () => {
  test('throw for each packet of a link in either direction, and count it', () => {
    const text = lossTable('retryscope_x', { sharePercent: 12.5, link: 'both' }, plain)
    const thrown = linesWith(text, 'numgen random mod 100000 < 12500')
    expect(thrown).toHaveLength(4)
    expect(linesWith(text, 'client_seen numgen').map((line) => line.trim().split(' ')[0])).toEqual([
      'iifname',
      'oifname',
    ])
    expect(linesWith(text, 'peer_lost drop')).toHaveLength(2)
  })

  test('leave the other link out', () => {
    expect(lossTable('t', { sharePercent: 1, link: 'client' }, plain)).not.toContain('peer')
    expect(lossTable('t', { sharePercent: 1, link: 'peer' }, plain)).not.toContain('client')
    expect(lossTable('t', { sharePercent: 1, link: 'peer' }, plain)).not.toContain('hook output')
  })

  test('send what goes out nowhere instead of dropping it, as the sender would be told', () => {
    const [outgoing = ''] = linesWith(lossTable('t', { sharePercent: 1, link: 'client' }, plain), 'oifname')
    expect(outgoing).toMatch(/meta mark set \d+$/)
    expect(outgoing).not.toContain('drop')
  })

  test('throw no dice for all, which nftables would refuse, and spare all at none', () => {
    expect(lossTable('t', { sharePercent: 100, link: 'both' }, plain)).not.toContain('numgen')
    expect(lossTable('t', { sharePercent: 0, link: 'peer' }, plain)).toContain('mod 100000 < 0 ')
  })

  test('are created, never added to what is there', () => {
    for (const text of [
      lossTable('t', { sharePercent: 1, link: 'peer' }, plain),
      cutTable('t', member(1), 7, plain),
      witnessTable(plain),
    ])
      expect(text).toMatch(/^create table inet \w+\n/)
  })

  test('have tables with names that nftables allows', () => {
    expect(tableOf('leader-transfer-0')).toBe('retryscope_leader_transfer_0')
    expect(tableOf('scenario-1')).not.toBe(tableOf('scenario-2'))
  })
})

describe('a cut', () => {
  test('drops what comes from the member and what goes to it, on its own ports and on those it dials from', () => {
    const text = cutTable('t', member(2, true), 65_001, proxied)
    expect(linesWith(text, 'drop').map((line) => line.trim())).toEqual([
      'iifname lo tcp sport { 203, 204 } counter name sent_lost drop',
      'iifname lo tcp sport . tcp dport @dialled counter name sent_lost drop',
      'iifname lo tcp dport { 203, 204 } counter name received_lost drop',
      'iifname lo tcp dport . tcp sport @dialled counter name received_lost drop',
    ])
    expect(linesWith(text, 'meta skuid 65001')[0]).toContain('tcp dport { 103, 104, 203, 204, 403 }')
  })
})

describe('the witness', () => {
  test('counts every way before and after what may drop', () => {
    const text = witnessTable(plain)
    for (const [name, ways] of [
      ['client_sent', 2],
      ['client_arrived', 2],
      ['peer_sent', 2],
      ['peer_arrived', 2],
    ] as const)
      expect(linesWith(text, `counter name ${name}`)).toHaveLength(ways)
    expect(text).not.toContain('drop')
  })
})
