/** The lab's settings from the environment: which driver, and where its parts are. */
import path from 'node:path'
import { z } from 'zod'
import { checkVariables } from './check-variables'
import { readEnvironment } from './environment'
import { readExternalLab } from './external-lab-config'
import { isHostAndPort, readUpstreams } from './upstreams'

const THROUGH_SCRIPTS = 'run it through "npm start" or "npx retryscope", which set it'

/** Of our own upstream, where somebody else runs it. */
const httpAddress = z
  .string()
  .refine(isHostAndPort, 'must be host:port, for example upstream:8080')
  .optional()

const ownUpstreamSchema = z
  .object({ RETRYSCOPE_HTTP_UPSTREAM: httpAddress, RETRYSCOPE_HTTP_UPSTREAM_ADMIN: httpAddress })
  .refine(
    (value) =>
      (value.RETRYSCOPE_HTTP_UPSTREAM === undefined) === (value.RETRYSCOPE_HTTP_UPSTREAM_ADMIN === undefined),
    {
      path: ['RETRYSCOPE_HTTP_UPSTREAM_ADMIN'],
      message: 'belongs to RETRYSCOPE_HTTP_UPSTREAM: set both or none',
    },
  )

const localSchema = z.object({
  RETRYSCOPE_ETCD_BIN: z.string({ error: `is not set; ${THROUGH_SCRIPTS}` }).min(1),
  RETRYSCOPE_TOXIPROXY_BIN: z.string({ error: `is not set; ${THROUGH_SCRIPTS}` }).min(1),
})

const driverSchema = z.object({
  RETRYSCOPE_LAB: z.enum(['local', 'external']).default('local'),
})

/** Where the lab is; the same shape as lib/lab takes. Holds no secret: it only says where they lie. */
export type LabConfig = ReturnType<typeof readLabConfig>

/**
 * Reads the lab's settings from variables.
 * @throws EnvironmentError naming each variable that is wrong and what is accepted
 */
export function readLabConfig(variables: Record<string, string | undefined>) {
  const { labsDirectory, bundlesDirectory, projectRoot } = readEnvironment(variables)
  const upstreams = readUpstreams(variables)
  // Compose files pass variables on as empty texts.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  if (checkVariables(driverSchema, given).RETRYSCOPE_LAB === 'local') {
    const local = checkVariables(localSchema, given)
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
  return {
    driver: 'external' as const,
    labsDirectory,
    guardScript: path.join(bundlesDirectory, 'fault-guard.mjs'),
    ...readExternalLab(given, projectRoot),
    ownUpstream: ownUpstreamOf(checkVariables(ownUpstreamSchema, given)),
    upstreams,
  }
}

function ownUpstreamOf({
  RETRYSCOPE_HTTP_UPSTREAM: address,
  RETRYSCOPE_HTTP_UPSTREAM_ADMIN: adminAddress,
}: z.output<typeof ownUpstreamSchema>) {
  return address === undefined || adminAddress === undefined ? null : { address, adminAddress }
}

let own: LabConfig | undefined

/** The lab of this process. */
export function labConfig(): LabConfig {
  own ??= readLabConfig(process.env)
  return own
}
