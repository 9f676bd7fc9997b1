import { describe, expect, test } from 'vitest'
import { EnvironmentError } from './environment'
import { readLabConfig } from './lab-config'

const local = {
  RETRYSCOPE_ROOT: '/app',
  RETRYSCOPE_ETCD_BIN: '/bin/etcd',
  RETRYSCOPE_TOXIPROXY_BIN: '/bin/toxiproxy-server',
}
const external = {
  RETRYSCOPE_ROOT: '/app',
  RETRYSCOPE_LAB: 'external',
  RETRYSCOPE_TOXIPROXY_URL: 'http://toxiproxy:8474/',
  RETRYSCOPE_ETCD_MEMBERS: 'm1=etcd1:2379, m2=etcd2:2379',
}

describe('the lab’s settings', () => {
  test('are local by default, also where a compose file passes empty texts', () => {
    const expected = {
      driver: 'local',
      labsDirectory: '/app/.retryscope/labs',
      watchdogScript: '/app/dist/watchdog.mjs',
      etcdBinary: '/bin/etcd',
      toxiproxyBinary: '/bin/toxiproxy-server',
      upstreamScript: '/app/dist/upstream.mjs',
      upstreams: [],
    }
    expect(readLabConfig(local)).toEqual(expected)
    expect(readLabConfig({ ...local, RETRYSCOPE_LAB: '', RETRYSCOPE_ETCD_MEMBERS: '' })).toEqual(expected)
  })

  test('for an external lab have defaults for the proxies', () => {
    expect(readLabConfig(external)).toEqual({
      driver: 'external',
      labsDirectory: '/app/.retryscope/labs',
      toxiproxyUrl: 'http://toxiproxy:8474',
      members: [
        { name: 'm1', address: 'etcd1:2379' },
        { name: 'm2', address: 'etcd2:2379' },
      ],
      proxyListenHost: '127.0.0.1',
      proxyHost: 'toxiproxy',
      proxyPorts: [22_379, 22_380, 22_381],
      ownUpstream: null,
      upstreams: [],
      terms: { tls: null, user: null, keyPrefix: 'retryscope/', allow: [] },
      limits: { membersDown: 0, noLeaderSeconds: 10 },
      guardScript: '/app/dist/fault-guard.mjs',
    })
  })

  test('name HTTP upstreams, and where ours is when somebody else runs it', () => {
    const upstreams = { RETRYSCOPE_UPSTREAMS: 'shop=shop.internal:8080, six=[::1]:80' }
    const ours = {
      RETRYSCOPE_HTTP_UPSTREAM: 'upstream:8080',
      RETRYSCOPE_HTTP_UPSTREAM_ADMIN: 'upstream:8081',
    }
    const listed = [
      { name: 'shop', address: 'shop.internal:8080' },
      { name: 'six', address: '[::1]:80' },
    ]
    expect(readLabConfig({ ...local, ...upstreams })).toMatchObject({ upstreams: listed })
    expect(readLabConfig({ ...external, ...upstreams, ...ours })).toMatchObject({
      upstreams: listed,
      ownUpstream: { address: 'upstream:8080', adminAddress: 'upstream:8081' },
    })
  })

  test.each([
    [
      { RETRYSCOPE_ROOT: '/app' },
      /RETRYSCOPE_ETCD_BIN is not set; run it through "npm start" or "npx retryscope"/,
    ],
    [{ ...local, RETRYSCOPE_LAB: 'cloud' }, /RETRYSCOPE_LAB .*"local"\|"external"/],
    [{ ...external, RETRYSCOPE_TOXIPROXY_URL: 'toxiproxy:8474' }, /RETRYSCOPE_TOXIPROXY_URL must be the URL/],
    [
      { ...external, RETRYSCOPE_ETCD_MEMBERS: 'etcd1:2379' },
      /RETRYSCOPE_ETCD_MEMBERS .*write name=host:port/,
    ],
    [{ ...external, RETRYSCOPE_ETCD_MEMBERS: 'm=a:1,m=b:2' }, /each member needs a name of its own/],
    [{ ...external, RETRYSCOPE_PROXY_PORTS: '1,x' }, /RETRYSCOPE_PROXY_PORTS must be ports/],
    [
      { ...external, RETRYSCOPE_PROXY_PORTS: '22379' },
      /RETRYSCOPE_PROXY_PORTS must name one port per member/,
    ],
    [{ ...external, RETRYSCOPE_HTTP_UPSTREAM: 'a:1' }, /RETRYSCOPE_HTTP_UPSTREAM_ADMIN .*set both or none/],
    [{ ...local, RETRYSCOPE_UPSTREAMS: 'shop.internal:8080' }, /RETRYSCOPE_UPSTREAMS .*write name=host:port/],
    [{ ...local, RETRYSCOPE_UPSTREAMS: 'shop=http://shop:80' }, /"shop=http:\/\/shop:80" is not an upstream/],
    [{ ...local, RETRYSCOPE_UPSTREAMS: 'shop=host:70000' }, /is not an upstream/],
    [
      { ...local, RETRYSCOPE_UPSTREAMS: 'own=host:80' },
      /"own" is the name of the upstream that the lab brings along/,
    ],
    [{ ...local, RETRYSCOPE_UPSTREAMS: 'a=host:80,a=host:81' }, /a name of its own/],
  ])('that are wrong name the variable and what is accepted (%#)', (variables, message) => {
    expect(() => readLabConfig(variables)).toThrow(EnvironmentError)
    expect(() => readLabConfig(variables)).toThrow(message)
  })
})
