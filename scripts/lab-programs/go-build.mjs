/** Builds a lab program with Go from the module that tools/go.mod and tools/go.sum pin. */
import path from 'node:path'
import { checkoutDir, inProject } from '../setup/paths.mjs'
import { runCommand } from '../setup/run-command.mjs'
import { placeProgram } from './place-program.mjs'
import { onPath } from './search-path.mjs'

/** The go command, or null. Its installer's folder is not on everybody's PATH. */
export function findGo(env = process.env, extraFolders = ['/usr/local/go/bin']) {
  return onPath('go', { env, extraFolders })[0] ?? null
}

/**
 * @param {import('./catalogue.mjs').LabProgram} program
 * @param {{ go: string, binDir: string, progress: (line: string) => void }} options
 * @returns {Promise<string>} the path of the program
 */
export async function buildWithGo(program, { go, binDir, progress }) {
  return placeProgram(program, binDir, async (file) => {
    await runCommand({
      name: `build-${program.name}`,
      command: go,
      args: [
        // Nobody debugs what is built here, and the linker drops what debuggers need: not made, it saves a tenth of the time.
        ...['build', '-v', '-trimpath', '-gcflags=all=-dwarf=false'],
        ...[`-ldflags=${program.goLinkerFlags.join(' ')}`],
        ...['-o', file, program.goPackage],
      ],
      cwd: inProject('tools'),
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off', ...cacheFolders() },
      onLine: (line) => progress(`${program.name}: ${line}`),
      what: `${program.name} ${program.version} could not be built with Go.`,
      todo: 'Go 1.21 or newer and access to a Go module proxy are needed (go env GOPROXY).',
    })
  })
}

// Go derives its caches from the home folder and refuses to work without one.
function cacheFolders() {
  if (process.env.HOME || process.platform === 'win32') return {}
  return { GOPATH: path.join(checkoutDir, 'go'), GOCACHE: path.join(checkoutDir, 'go-build') }
}
