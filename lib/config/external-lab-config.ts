/** A cluster of one's own, from the environment: where it is, how it is spoken to, and what may be done to it. */
import { z } from 'zod'
import { DISTURBING, type Allowance } from '../core/fault/allowance'
import { checkVariables } from './check-variables'
import { etcdUserOf, filesFor, tlsOf, userSchema, tlsSchema } from './etcd-login-config'

const hostAndPort = z.string().regex(/^[^\s:,=]+:\d{1,5}$/, 'must be host:port')

const memberList = z.string().transform((text, context) => {
  const members = text.split(',').map((entry) => {
    const [name = '', address = ''] = entry.trim().split('=')
    return { name, address }
  })
  for (const { name, address } of members)
    if (!/^[\w-]+$/.test(name) || !hostAndPort.safeParse(address).success) {
      context.addIssue({
        code: 'custom',
        message: `"${name}=${address}" is not a member; write name=host:port, separated by commas: m1=etcd1:2379,m2=etcd2:2379`,
      })
      return z.NEVER
    }
  if (new Set(members.map(({ name }) => name)).size !== members.length) {
    context.addIssue({ code: 'custom', message: 'each member needs a name of its own' })
    return z.NEVER
  }
  return members
})

const portList = z.string().transform((text, context) => {
  const ports = text.split(',').map((entry) => Number(entry.trim()))
  if (ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65_535)) {
    context.addIssue({ code: 'custom', message: 'must be ports from 1 to 65535, separated by commas' })
    return z.NEVER
  }
  return ports
})

const keyPrefix = z
  .string()
  .regex(/^[!-~]*[^/][!-~]*$/, 'must be printable ASCII and more than slashes, for example retryscope/')
  .transform((text) => (text.endsWith('/') ? text : `${text}/`))

const names = Object.keys(DISTURBING) as Allowance[]
const allowList = z.string().transform((text, context): Allowance[] => {
  const given = text.split(',').map((entry) => entry.trim())
  const unknown = given.filter((entry) => !names.some((name) => name === entry))
  if (unknown.length > 0)
    context.addIssue({
      code: 'custom',
      message: `names "${unknown.join('", "')}", which is nothing that could be allowed; there are ${names.join(', ')}`,
    })
  return names.filter((name) => given.includes(name))
})

/** @param what the limit counts; `off` sets none */
const limit = (what: string) =>
  z
    .string()
    .regex(/^(off|\d{1,6})$/, `must be a number of ${what}, or off`)
    .transform((text) => (text === 'off' ? null : Number(text)))

const externalSchema = z
  .object({
    RETRYSCOPE_TOXIPROXY_URL: z.url({
      protocol: /^https?$/,
      error: 'must be the URL of Toxiproxy’s API, for example http://toxiproxy:8474',
    }),
    RETRYSCOPE_ETCD_MEMBERS: memberList,
    RETRYSCOPE_PROXY_LISTEN_HOST: z.string().min(1).default('127.0.0.1'),
    RETRYSCOPE_PROXY_HOST: z.string().min(1).optional(),
    RETRYSCOPE_PROXY_PORTS: portList.default([22_379, 22_380, 22_381]),
    RETRYSCOPE_ETCD_KEY_PREFIX: keyPrefix.default('retryscope/'),
    RETRYSCOPE_ALLOW: allowList.default([]),
    // We never take a member down: one that is down is somebody's emergency, and not the time for experiments.
    RETRYSCOPE_ABORT_MEMBERS_DOWN: limit('members').default(0),
    RETRYSCOPE_ABORT_NO_LEADER_SECONDS: limit('seconds').default(10),
    ...tlsSchema.shape,
    ...userSchema.shape,
  })
  .refine((value) => value.RETRYSCOPE_PROXY_PORTS.length >= value.RETRYSCOPE_ETCD_MEMBERS.length, {
    path: ['RETRYSCOPE_PROXY_PORTS'],
    message: 'must name one port per member of RETRYSCOPE_ETCD_MEMBERS',
  })

/**
 * Reads where the cluster is and on which terms it is used. Passwords are not read: it is only said where they are.
 * @throws EnvironmentError naming each variable that is wrong, and each file that cannot be read
 */
export function readExternalLab(variables: Record<string, string | undefined>, projectRoot: string) {
  const given = checkVariables(externalSchema, variables)
  const files = filesFor(projectRoot)
  return {
    toxiproxyUrl: given.RETRYSCOPE_TOXIPROXY_URL.replace(/\/+$/, ''),
    members: given.RETRYSCOPE_ETCD_MEMBERS,
    proxyListenHost: given.RETRYSCOPE_PROXY_LISTEN_HOST,
    proxyHost: given.RETRYSCOPE_PROXY_HOST ?? new URL(given.RETRYSCOPE_TOXIPROXY_URL).hostname,
    proxyPorts: given.RETRYSCOPE_PROXY_PORTS,
    terms: {
      tls: tlsOf(given, files),
      user: etcdUserOf(given, files),
      keyPrefix: given.RETRYSCOPE_ETCD_KEY_PREFIX,
      allow: given.RETRYSCOPE_ALLOW,
    },
    limits: {
      membersDown: given.RETRYSCOPE_ABORT_MEMBERS_DOWN,
      noLeaderSeconds: given.RETRYSCOPE_ABORT_NO_LEADER_SECONDS,
    },
  }
}
