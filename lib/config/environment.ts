/** Settings from the environment, read once per process and checked. */
import path from 'node:path'
import { z } from 'zod'

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
})

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
  /** The web server is reached from this machine only: requests under other host names are refused. */
  loopbackOnly: boolean
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
  } = result.data
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
    loopbackOnly: /^(localhost|127\.|::1$)/.test(RETRYSCOPE_HOST),
  }
}

let own: Environment | undefined

/** This process's settings. */
export function environment(): Environment {
  own ??= readEnvironment(process.env)
  return own
}
