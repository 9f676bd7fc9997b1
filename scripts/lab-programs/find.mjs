/** Finds the lab's programs, or gets them: PATH, cache folder, Go build, release download, in this order. */
import path from 'node:path'
import { checkoutDir } from '../setup/paths.mjs'
import { Problem } from '../setup/problem.mjs'
import { labPrograms } from './catalogue.mjs'
import { buildWithGo, findGo } from './go-build.mjs'
import { isSufficient, versionOf } from './program-version.mjs'
import { downloadRelease } from './release-download.mjs'
import { executableName, isExecutable, onPath } from './search-path.mjs'

const ignore = () => undefined

/** The folder that keeps what was built or downloaded. */
export const cacheDir = path.join(checkoutDir, 'bin')

/**
 * Looks where nothing has to be built or downloaded.
 * @returns {Promise<string | null>} the path of the program
 */
export async function locate(program, { env = process.env, binDir = cacheDir } = {}) {
  const chosen = env[program.variable]
  if (chosen) return checkChosen(program, chosen)
  const candidates = [...onPath(program.name, { env }), path.join(binDir, executableName(program.name))]
  for (const file of candidates) {
    if (!isExecutable(file)) continue
    const version = await versionOf(program, file)
    if (version && isSufficient(version, program.version)) return file
  }
  return null
}

/**
 * Finds the program or gets it.
 * @param {{ env?: NodeJS.ProcessEnv, binDir?: string, progress?: (line: string) => void, server?: string,
 *   idleMs?: number, goFolders?: string[] }} [options]
 */
export async function obtain(program, options = {}) {
  const { env = process.env, binDir = cacheDir, progress = ignore } = options
  const found = await locate(program, { env, binDir })
  if (found) return found
  const reasons = []
  const go = findGo(env, options.goFolders)
  if (go) {
    try {
      return await buildWithGo(program, { go, binDir, progress })
    } catch (error) {
      reasons.push(`Go build: ${reasonOf(error)}`)
    }
  } else {
    reasons.push('Go build: there is no go command on PATH')
  }
  try {
    return await downloadRelease(program, { ...options, binDir, progress })
  } catch (error) {
    reasons.push(`Download: ${reasonOf(error)}`)
  }
  throw nothingWorked(program, binDir, reasons)
}

/**
 * The environment that tells the worker where the programs are, getting them first when they are missing.
 * @returns {Promise<Record<string, string>>}
 */
export async function labEnvironment(options = {}) {
  if (startsNoLab(options.env ?? process.env)) return {}
  const entries = []
  // One after the other: the second build finds most of its packages compiled by the first.
  for (const program of labPrograms()) entries.push([program.variable, await obtain(program, options)])
  return Object.fromEntries(entries)
}

/**
 * Like labEnvironment(), but builds and downloads nothing.
 * @returns {Promise<Record<string, string> | null>} null when a program is missing
 */
export async function knownLabEnvironment({ env = process.env } = {}) {
  if (startsNoLab(env)) return {}
  const programs = labPrograms()
  const files = await Promise.all(programs.map((program) => locate(program, { env })))
  if (files.includes(null)) return null
  return Object.fromEntries(programs.map((program, index) => [program.variable, files[index]]))
}

// With endpoints given from outside or a simulated lab there is nothing to start.
function startsNoLab(env) {
  return /^(external|simulated)$/.test(env.RETRYSCOPE_LAB ?? '')
}

async function checkChosen(program, file) {
  const version = isExecutable(file) ? await versionOf(program, file) : null
  if (version && isSufficient(version, program.version)) return path.resolve(file)
  throw new Problem({
    what: `${program.variable} names ${file}, which cannot be used.`,
    why: version
      ? `it is version ${version}, and ${program.version} or newer is needed.`
      : 'it is no program that runs.',
    todo: `correct ${program.variable}, or unset it to let Retryscope look for ${program.name} itself.`,
  })
}

function nothingWorked(program, binDir, reasons) {
  return new Problem({
    what: `${program.name} ${program.version} is needed for the lab and could not be had.`,
    why: `${reasons.join('\n     ')}`,
    todo: [
      'any one of these will do:',
      `  1. put ${program.name} ${program.version} or newer (same major version) on your PATH;`,
      `  2. copy it to ${path.join(binDir, executableName(program.name))};`,
      '  3. install Go 1.21 or newer (https://go.dev/dl), with access to a Go module proxy;',
      '  4. allow downloads from github.com, or set RETRYSCOPE_RELEASES_URL to a mirror of it.',
      '  Or run everything in containers: docker compose up --build',
    ].join('\n'),
  })
}

function reasonOf(error) {
  if (!(error instanceof Problem)) return error.message
  const lastLines = error.output?.split('\n').slice(-3).join(' / ')
  return [`${error.what} ${error.why ?? ''}`, lastLines, error.logFile && `log: ${error.logFile}`]
    .filter(Boolean)
    .join(' — ')
}
