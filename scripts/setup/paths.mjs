/** Where everything lives: the project, its data folder, and the files the scripts share. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The folder for everything that is not source: database, lab programs, logs. RETRYSCOPE_DATA_DIR moves it. */
export function dataDir(env = process.env) {
  return path.resolve(projectRoot, env.RETRYSCOPE_DATA_DIR || '.retryscope')
}

/** The database file inside the data folder. */
export function databaseFile(env = process.env) {
  return path.join(dataDir(env), 'retryscope.db')
}

/** The folder for the logs of set-up steps, web and worker. */
export function logsDir(env = process.env) {
  return path.join(dataDir(env), 'logs')
}

/**
 * Set-up results are about the checkout, not about one data folder: a test with a data folder of its own must not
 * build etcd again. So programs, set-up logs and the set-up lock stay here whatever RETRYSCOPE_DATA_DIR says.
 */
export const checkoutDir = path.join(projectRoot, '.retryscope')

/** A path of the project as an absolute one. */
export function inProject(...parts) {
  return path.join(projectRoot, ...parts)
}
