/** The production build of the web app. */
import { existsSync, rmSync } from 'node:fs'
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { inProject, projectRoot } from './paths.mjs'
import { runCommand } from './run-command.mjs'

const stampFile = inProject('.next', '.retryscope-stamp')

// Only what the web app may import, so that work on the engine costs no build.
const inputs = [
  ...['app', 'components', 'public', 'lib/core', 'lib/db', 'lib/config', 'lib/auth', 'lib/telemetry'],
  ...['lib/sharing', 'lib/net', 'lib/webhooks'],
  ...['next.config.mjs', 'tsconfig.json', 'package-lock.json', 'prisma/schema.prisma'],
  ...['proxy.ts', 'instrumentation.ts', 'postcss.config.mjs'],
]

/** Whether there is no complete build of the sources as they are now. */
export function webBuildIsStale() {
  return !existsSync(inProject('.next', 'BUILD_ID')) || readStamp(stampFile) !== fingerprint(inputs)
}

/** Builds the web app. */
export async function buildWeb(progress) {
  const hash = fingerprint(inputs)
  // Removed first: an interrupted build must not look complete.
  rmSync(stampFile, { force: true })
  await runCommand({
    name: 'web',
    command: process.execPath,
    args: [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: projectRoot,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    onLine: progress,
    what: 'The web app could not be built.',
    todo: 'correct the source that the output above points at.',
  })
  writeStamp(stampFile, hash)
}
