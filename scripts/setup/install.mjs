/** Dependencies from package-lock.json: whether node_modules matches it, and installing when it does not. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { inProject, projectRoot } from './paths.mjs'
import { Problem } from './problem.mjs'
import { runCommand } from './run-command.mjs'

const stampFile = inProject('node_modules', '.retryscope-stamp')

/** Whether everything of the lock file is there, for this Node and this platform. */
export function dependenciesAreStale() {
  const wanted = dependencyHash()
  if (readStamp(stampFile) === wanted) return false
  if (!installedMatchesLock() || !bindingLoads()) return true
  // Somebody ran npm by hand: fine, and two minutes of compiling saved.
  writeStamp(stampFile, wanted)
  return false
}

/**
 * Installs from the lock file. Scripts of packages stay off but for the one that compiles SQLite's binding: Prisma's
 * would download an engine that nothing here uses, and this way npm 10 and 11 do the same.
 */
export async function installDependencies(progress) {
  if (!installedMatchesLock()) {
    const common = ['--include=dev', '--no-audit', '--no-fund', '--no-progress']
    await runNpm('install', ['ci', '--ignore-scripts', ...common], progress)
  }
  if (!bindingLoads()) {
    progress('compiling better-sqlite3')
    await runNpm(
      'sqlite',
      ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
      progress,
    )
  }
  if (!bindingLoads()) throw compileProblem()
  writeStamp(stampFile, dependencyHash())
}

const compileProblem = () =>
  new Problem({
    what: 'SQLite (better-sqlite3) was installed but does not load.',
    why: `its binding does not fit this Node (${process.version}, ${process.platform}-${process.arch}).`,
    logFile: inProject('.retryscope', 'logs', 'setup-sqlite.log'),
    todo: 'delete node_modules and try again with the Node that you want to use.',
  })

// In a process of its own: a binding for another Node must not take this process down.
function bindingLoads() {
  const test = "new (require('better-sqlite3'))(':memory:').close()"
  return spawnSync(process.execPath, ['-e', test], { cwd: projectRoot, stdio: 'ignore' }).status === 0
}

async function runNpm(name, args, progress) {
  const npm = npmCommand()
  await runCommand({
    name,
    command: npm.command,
    args: [...npm.args, ...args],
    cwd: projectRoot,
    env: { npm_config_update_notifier: 'false', ...nodeHeaders() },
    onLine: (line) => !line.startsWith('npm warn') && progress(line),
    telling: /^npm error (?!.*(--|complete log))|^gyp ERR! (stack )?Error|: error: /,
    what:
      name === 'sqlite'
        ? 'SQLite (better-sqlite3) could not be compiled.'
        : 'The dependencies could not be installed.',
    todo:
      name === 'sqlite'
        ? 'install a C++ compiler, make and python3 (Debian: apt-get install build-essential python3), then try again.'
        : 'check the network and the npm registry (npm ping), then try again.',
  })
}

// node-gyp downloads Node's headers unless it is told where they are, and many installations have them at hand.
function nodeHeaders() {
  const prefix = path.resolve(path.dirname(process.execPath), '..')
  if (process.env.npm_config_nodedir || !existsSync(path.join(prefix, 'include', 'node', 'node.h'))) return {}
  return { npm_config_nodedir: prefix }
}

function npmCommand() {
  const running = process.env.npm_execpath
  if (running && /npm-cli\.c?js$/.test(running) && existsSync(running))
    return { command: process.execPath, args: [running] }
  const beside = path.resolve(
    path.dirname(process.execPath),
    '..',
    'lib',
    'node_modules',
    'npm',
    'bin',
    'npm-cli.js',
  )
  if (existsSync(beside)) return { command: process.execPath, args: [beside] }
  return process.platform === 'win32'
    ? { command: 'cmd.exe', args: ['/c', 'npm'] }
    : { command: 'npm', args: [] }
}

// A binding compiled for another Node or processor does not load, so these belong to the hash.
function dependencyHash() {
  const { modules } = process.versions
  return fingerprint(['package-lock.json', '.npmrc'], {
    salt: `${process.platform} ${process.arch} ${modules}\n`,
  })
}

// npm writes this hidden copy last, so it is missing or old after an interrupted install.
function installedMatchesLock() {
  const hidden = inProject('node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages
  const locked = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(([name, entry]) => {
    if (name === '' || entry.optional || entry.devOptional) return true
    return installed[name]?.version === entry.version
  })
}
