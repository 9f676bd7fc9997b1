/**
 * Bundles what runs outside Next into dist/: `node scripts/bundle.mjs [--force]`.
 * Node 20 cannot run TypeScript, and the worker has to start in an instant.
 */
import { existsSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { fingerprint, readStamp, writeStamp } from './setup/fingerprint.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { Problem, reportProblem } from './setup/problem.mjs'

/** Output name → source file. */
export const entries = {
  worker: 'worker/main.ts',
  'engine-thread': 'worker/engine/engine-thread.ts',
  'recorder-thread': 'worker/recording/recorder-thread.ts',
  watchdog: 'worker/programs/watchdog.ts',
  upstream: 'worker/programs/upstream.ts',
  'fault-guard': 'worker/programs/fault-guard.ts',
  cli: 'cli/main.ts',
}

const stampFile = inProject('dist', '.stamp')

/** Whether dist/ lacks a bundle or was made from other sources. Needs no dependency. */
export function bundlesAreStale() {
  if (Object.keys(entries).some((name) => !existsSync(inProject('dist', `${name}.mjs`)))) return true
  return readStamp(stampFile) !== sourceHash()
}

/**
 * Writes dist/*.mjs with source maps.
 * @returns {Promise<string[]>} the names of the bundles
 */
export async function bundle() {
  const missing = Object.values(entries).filter((file) => !existsSync(inProject(file)))
  if (missing.length > 0) {
    throw new Problem({
      what: `Cannot bundle: ${missing.join(', ')} is missing.`,
      why: 'the checkout is incomplete.',
      todo: 'restore the files (git status shows what is missing) and try again.',
    })
  }
  const { build, stop } = await import('esbuild')
  const hash = sourceHash()
  // Removed first: an interrupted build must not look complete.
  rmSync(stampFile, { force: true })
  try {
    await build({
      entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, inProject(file)])),
      outdir: inProject('dist'),
      outExtension: { '.js': '.mjs' },
      absWorkingDir: projectRoot,
      tsconfig: inProject('tsconfig.json'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      define: { 'process.env.RETRYSCOPE_REPORT_VERSION': JSON.stringify(reportVersion()) },
      logLevel: 'silent',
    })
  } catch (error) {
    throw new Problem({
      what: 'The worker and the command line could not be bundled.',
      output: (error.errors ?? [])
        .slice(0, 5)
        .map(({ location, text }) => `${location ? `${location.file}:${location.line}: ` : ''}${text}`)
        .join('\n'),
      why: error.errors ? undefined : error.message,
      todo: 'correct the source named above.',
    })
  } finally {
    // Its helper process would stay as long as this one.
    await stop()
  }
  writeStamp(stampFile, hash)
  return Object.keys(entries)
}

/** What derives reports: the web server is built with the same. */
export function reportVersion() {
  return fingerprint(['lib/core'])
}

// The generated Prisma client is part of the bundles, but not of the checkout: the schema stands for it.
function sourceHash() {
  return fingerprint([
    ...['worker', 'cli', 'lib', 'prisma/schema.prisma'],
    ...['tsconfig.json', 'package-lock.json', 'scripts/bundle.mjs'],
  ])
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    if (process.argv.includes('--force') || bundlesAreStale()) {
      process.stdout.write(`Bundled ${(await bundle()).join(', ')}.\n`)
    } else {
      process.stdout.write('The bundles are up to date.\n')
    }
  } catch (error) {
    process.exitCode = reportProblem(error)
  }
}
