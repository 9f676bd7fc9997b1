/** Settings from the environment, read once per process and checked. */
import path from 'node:path'
import { z } from 'zod'
import { isLoopbackHost } from '@/lib/core/served-host.mjs'

const environmentSchema = z.object({
  RETRYSCOPE_ROOT: z.string().min(1).optional(),
  RETRYSCOPE_DATA_DIR: z.string().min(1).optional(),
  RETRYSCOPE_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info'),
  RETRYSCOPE_DEBUG: z.enum(['0', '1']).default('0'),
  RETRYSCOPE_STRATEGIES_DIR: z.string().min(1).optional(),
  RETRYSCOPE_HOST: z.string().min(1).default('127.0.0.1'),
  RETRYSCOPE_KEEP_DAYS: z.coerce.number().positive().optional(),
  RETRYSCOPE_AUTH: z.enum(['on', 'off']).optional(),
  RETRYSCOPE_URL: z.url({ protocol: /^https?$/ }).optional(),
  // Whoever listens there checks it; others only write it into links.
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .catch('3000'),
})

/**
 * Whether somebody has to sign in. *required*: always. *once-set-up*: from the moment there is an administrator, so that a
 * forgotten variable does not open what was closed. *off*: never, as somebody said so.
 */
export type AccountsRule = 'required' | 'once-set-up' | 'off'

export interface Environment {
  /** Folder of the checkout. */
  projectRoot: string
  /** Everything that is not source: database, labs, logs. */
  dataDirectory: string
  databaseFile: string
  labsDirectory: string
  /** The user's own strategies; need not exist. */
  ownStrategiesDirectory: string
  /** What the worker found there, for those that must not run it. */
  ownStrategiesFile: string
  /** What the lab can do, as the worker has found out; not there before its first start. */
  labCapabilitiesFile: string
  logsDirectory: string
  /** Bundles of what runs outside the web server. */
  bundlesDirectory: string
  logLevel: z.output<typeof environmentSchema>['RETRYSCOPE_LOG_LEVEL']
  /** Causes of errors are shown on screen. */
  debug: boolean
  /** Runs that ended longer ago are deleted, unless they are pinned; null = none ever is. */
  keepDays: number | null
  /** Others than this machine reach the web server. */
  openToOthers: boolean
  accounts: AccountsRule
  /** Under which address others open it (an origin, `https://retry.example`); null = nobody said. */
  publicOrigin: string | null
  /** Address on this machine. */
  localOrigin: string
}

/** A variable has a value that is not accepted: which one, and what is. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/**
 * Reads settings from variables.
 * @throws EnvironmentError naming each variable that is wrong
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  // Compose files pass variables on as empty texts.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = environmentSchema.safeParse(given)
  if (!result.success)
    throw new EnvironmentError(
      `The environment has values that are not accepted: ${result.error.issues
        .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')}. Correct or unset them.`,
    )
  const {
    RETRYSCOPE_ROOT,
    RETRYSCOPE_DATA_DIR,
    RETRYSCOPE_STRATEGIES_DIR,
    RETRYSCOPE_LOG_LEVEL,
    RETRYSCOPE_DEBUG,
    RETRYSCOPE_HOST,
    RETRYSCOPE_KEEP_DAYS,
    RETRYSCOPE_AUTH,
    RETRYSCOPE_URL,
    PORT,
  } = result.data
  const publicOrigin = RETRYSCOPE_URL === undefined ? null : new URL(RETRYSCOPE_URL).origin
  const openToOthers =
    !/^(localhost|127\.|::1$)/.test(RETRYSCOPE_HOST) ||
    (publicOrigin !== null && !isLoopbackHost(new URL(publicOrigin).host))
  if (RETRYSCOPE_AUTH === 'off' && openToOthers)
    throw new EnvironmentError(
      'RETRYSCOPE_AUTH is off, but RETRYSCOPE_HOST or RETRYSCOPE_URL is an address that others reach: without accounts anybody there could run and delete. Unset one of them.',
    )
  const projectRoot = path.resolve(RETRYSCOPE_ROOT ?? process.cwd())
  const dataDirectory = path.resolve(projectRoot, RETRYSCOPE_DATA_DIR ?? '.retryscope')
  return {
    projectRoot,
    dataDirectory,
    databaseFile: path.join(dataDirectory, 'retryscope.db'),
    labsDirectory: path.join(dataDirectory, 'labs'),
    ownStrategiesDirectory: path.resolve(projectRoot, RETRYSCOPE_STRATEGIES_DIR ?? 'strategies'),
    ownStrategiesFile: path.join(dataDirectory, 'own-strategies.json'),
    labCapabilitiesFile: path.join(dataDirectory, 'lab-capabilities.json'),
    logsDirectory: path.join(dataDirectory, 'logs'),
    bundlesDirectory: path.join(projectRoot, 'dist'),
    logLevel: RETRYSCOPE_LOG_LEVEL,
    debug: RETRYSCOPE_DEBUG === '1',
    keepDays: RETRYSCOPE_KEEP_DAYS ?? null,
    openToOthers,
    accounts:
      openToOthers || RETRYSCOPE_AUTH === 'on'
        ? 'required'
        : RETRYSCOPE_AUTH === 'off'
          ? 'off'
          : 'once-set-up',
    publicOrigin,
    localOrigin: `http://${LOCAL_NAMES[RETRYSCOPE_HOST] ?? RETRYSCOPE_HOST}:${PORT}`,
  }
}

/** Addresses that a server listens on and nobody opens, by the name that this machine opens instead. */
const LOCAL_NAMES: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' }

let own: Environment | undefined

/** This process's settings. */
export function environment(): Environment {
  own ??= readEnvironment(process.env)
  return own
}
