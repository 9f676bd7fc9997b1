/** The lab's settings from the environment: which driver, and where its parts are. */
import path from 'node:path'
import { z } from 'zod'
import { checkVariables } from './check-variables'
import { readEnvironment } from './environment'
import { readExternalLab } from './external-lab-config'

const THROUGH_SCRIPTS = 'run it through "npm start" or "npx retryscope", which set it'

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
    }
  }
  return {
    driver: 'external' as const,
    labsDirectory,
    guardScript: path.join(bundlesDirectory, 'fault-guard.mjs'),
    ...readExternalLab(given, projectRoot),
  }
}

let own: LabConfig | undefined

/** The lab of this process. */
export function labConfig(): LabConfig {
  own ??= readLabConfig(process.env)
  return own
}
