/** The lab's settings from the environment: which driver, and where its parts are. */
import path from 'node:path'
import { z } from 'zod'
import { EnvironmentError, readEnvironment } from './environment'
import { isHostAndPort, readUpstreams } from './upstreams'

const THROUGH_SCRIPTS = 'run it through "npm start" or "npx retryscope", which set it'

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

/** Of our own upstream, where somebody else runs it. */
const httpAddress = z
  .string()
  .refine(isHostAndPort, 'must be host:port, for example upstream:8080')
  .optional()

const localSchema = z.object({
  RETRYSCOPE_ETCD_BIN: z.string({ error: `is not set; ${THROUGH_SCRIPTS}` }).min(1),
  RETRYSCOPE_TOXIPROXY_BIN: z.string({ error: `is not set; ${THROUGH_SCRIPTS}` }).min(1),
})

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
    RETRYSCOPE_HTTP_UPSTREAM: httpAddress,
    RETRYSCOPE_HTTP_UPSTREAM_ADMIN: httpAddress,
  })
  .refine((value) => value.RETRYSCOPE_PROXY_PORTS.length >= value.RETRYSCOPE_ETCD_MEMBERS.length, {
    path: ['RETRYSCOPE_PROXY_PORTS'],
    message: 'must name one port per member of RETRYSCOPE_ETCD_MEMBERS',
  })
  .refine(
    (value) =>
      (value.RETRYSCOPE_HTTP_UPSTREAM === undefined) === (value.RETRYSCOPE_HTTP_UPSTREAM_ADMIN === undefined),
    {
      path: ['RETRYSCOPE_HTTP_UPSTREAM_ADMIN'],
      message: 'belongs to RETRYSCOPE_HTTP_UPSTREAM: set both or none',
    },
  )

const driverSchema = z.object({
  RETRYSCOPE_LAB: z.enum(['local', 'external']).default('local'),
})

/** Where the lab is; the same shape as lib/lab takes. */
export type LabConfig = ReturnType<typeof readLabConfig>

/**
 * Reads the lab's settings from variables.
 * @throws EnvironmentError naming each variable that is wrong and what is accepted
 */
export function readLabConfig(variables: Record<string, string | undefined>) {
  const { labsDirectory, bundlesDirectory } = readEnvironment(variables)
  const upstreams = readUpstreams(variables)
  // Compose files pass variables on as empty texts.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  if (check(driverSchema, given).RETRYSCOPE_LAB === 'local') {
    const local = check(localSchema, given)
    return {
      driver: 'local' as const,
      labsDirectory,
      watchdogScript: path.join(bundlesDirectory, 'watchdog.mjs'),
      etcdBinary: local.RETRYSCOPE_ETCD_BIN,
      toxiproxyBinary: local.RETRYSCOPE_TOXIPROXY_BIN,
      upstreamScript: path.join(bundlesDirectory, 'upstream.mjs'),
      upstreams,
    }
  }
  const external = check(externalSchema, given)
  return {
    driver: 'external' as const,
    labsDirectory,
    toxiproxyUrl: external.RETRYSCOPE_TOXIPROXY_URL.replace(/\/+$/, ''),
    members: external.RETRYSCOPE_ETCD_MEMBERS,
    proxyListenHost: external.RETRYSCOPE_PROXY_LISTEN_HOST,
    proxyHost: external.RETRYSCOPE_PROXY_HOST ?? new URL(external.RETRYSCOPE_TOXIPROXY_URL).hostname,
    proxyPorts: external.RETRYSCOPE_PROXY_PORTS,
    ownUpstream: ownUpstreamOf(external),
    upstreams,
  }
}

function ownUpstreamOf(external: z.output<typeof externalSchema>) {
  const { RETRYSCOPE_HTTP_UPSTREAM: address, RETRYSCOPE_HTTP_UPSTREAM_ADMIN: adminAddress } = external
  return address === undefined || adminAddress === undefined ? null : { address, adminAddress }
}

let own: LabConfig | undefined

/** The lab of this process. */
export function labConfig(): LabConfig {
  own ??= readLabConfig(process.env)
  return own
}

function check<Schema extends z.ZodType>(schema: Schema, variables: unknown): z.output<Schema> {
  const result = schema.safeParse(variables)
  if (result.success) return result.data
  throw new EnvironmentError(
    `The lab's settings are not accepted: ${result.error.issues
      .map((issue) => `${issue.path.join('.')} ${issue.message}`)
      .join('; ')}.`,
  )
}
