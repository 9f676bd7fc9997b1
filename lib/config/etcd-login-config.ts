/** Certificates, user and password for a cluster, from the environment: which files and variables hold them. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { EnvironmentError } from './environment'

export const tlsSchema = z.object({
  RETRYSCOPE_ETCD_TLS: z.enum(['0', '1']).optional(),
  RETRYSCOPE_ETCD_CA_FILE: z.string().optional(),
  RETRYSCOPE_ETCD_CERT_FILE: z.string().optional(),
  RETRYSCOPE_ETCD_KEY_FILE: z.string().optional(),
  RETRYSCOPE_ETCD_SERVER_NAME: z.string().optional(),
})

export const userSchema = z.object({
  RETRYSCOPE_ETCD_USER: z.string().optional(),
  RETRYSCOPE_ETCD_USER_FILE: z.string().optional(),
  RETRYSCOPE_ETCD_PASSWORD: z.string().optional(),
  RETRYSCOPE_ETCD_PASSWORD_FILE: z.string().optional(),
})

type Variables<Schema extends z.ZodType> = z.output<Schema>

/** Finds files; what they hold is not kept, but for a user's name. */
export interface Files {
  /** The absolute path of a file that can be read; null where none is named. */
  readable(variable: string, file: string | undefined): string | null
  text(variable: string, file: string): string
}

/** Paths count from the project's folder. Its methods throw an EnvironmentError that names variable and file. */
export function filesFor(projectRoot: string): Files {
  const text = (variable: string, file: string) => {
    try {
      return readFileSync(path.resolve(projectRoot, file), 'utf8').trim()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
      throw new EnvironmentError(
        `The lab's settings are not accepted: ${variable} names ${file}, which cannot be read (${code}).`,
      )
    }
  }
  return {
    text,
    readable(variable, file) {
      if (file === undefined) return null
      text(variable, file)
      return path.resolve(projectRoot, file)
    },
  }
}

/** Null = plain text. */
export function tlsOf(given: Variables<typeof tlsSchema>, files: Files) {
  const caFile = files.readable('RETRYSCOPE_ETCD_CA_FILE', given.RETRYSCOPE_ETCD_CA_FILE)
  const certFile = files.readable('RETRYSCOPE_ETCD_CERT_FILE', given.RETRYSCOPE_ETCD_CERT_FILE)
  const keyFile = files.readable('RETRYSCOPE_ETCD_KEY_FILE', given.RETRYSCOPE_ETCD_KEY_FILE)
  const serverName = given.RETRYSCOPE_ETCD_SERVER_NAME ?? null
  if ((certFile === null) !== (keyFile === null))
    throw refused('RETRYSCOPE_ETCD_CERT_FILE and RETRYSCOPE_ETCD_KEY_FILE must be set together')
  const isNamed = [caFile, certFile, serverName].some((value) => value !== null)
  if (isNamed && given.RETRYSCOPE_ETCD_TLS === '0')
    throw refused('RETRYSCOPE_ETCD_TLS is 0, but certificates or a server name are set: unset one of them')
  if (!isNamed && given.RETRYSCOPE_ETCD_TLS !== '1') return null
  return { caFile, certFile, keyFile, serverName }
}

/** Null = nobody logs in. */
export function etcdUserOf(given: Variables<typeof userSchema>, files: Files) {
  const { RETRYSCOPE_ETCD_USER: user, RETRYSCOPE_ETCD_USER_FILE: userFile } = given
  const { RETRYSCOPE_ETCD_PASSWORD: password, RETRYSCOPE_ETCD_PASSWORD_FILE: file } = given
  refuseBoth('RETRYSCOPE_ETCD_USER', user, userFile)
  refuseBoth('RETRYSCOPE_ETCD_PASSWORD', password, file)
  const name = userFile === undefined ? user : files.text('RETRYSCOPE_ETCD_USER_FILE', userFile)
  const passwordFile = files.readable('RETRYSCOPE_ETCD_PASSWORD_FILE', file)
  if (name === undefined || name === '') {
    if (password === undefined && passwordFile === null && name === undefined) return null
    throw refused('a password without a user: set RETRYSCOPE_ETCD_USER or RETRYSCOPE_ETCD_USER_FILE')
  }
  if (passwordFile !== null) return { name, password: { file: passwordFile } }
  if (password !== undefined) return { name, password: { variable: 'RETRYSCOPE_ETCD_PASSWORD' } }
  throw refused('RETRYSCOPE_ETCD_USER needs RETRYSCOPE_ETCD_PASSWORD or RETRYSCOPE_ETCD_PASSWORD_FILE')
}

function refuseBoth(variable: string, value: string | undefined, file: string | undefined): void {
  if (value !== undefined && file !== undefined)
    throw refused(`${variable} and ${variable}_FILE are both set: unset one of them`)
}

function refused(why: string): EnvironmentError {
  return new EnvironmentError(`The lab's settings are not accepted: ${why}.`)
}
