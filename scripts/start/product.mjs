/** Web and worker together: start, readiness, the demo of the very first start, and the end. */
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataDir, inProject, logsDir } from '../setup/paths.mjs'
import { runCommand } from '../setup/run-command.mjs'
import { keepRunning } from './keep-running.mjs'
import { putFirst } from './precedence.mjs'
import { unexpectedEnd, whenAnnounced, whenHealthy } from './readiness.mjs'
import { startService } from './service.mjs'

/** Addresses that a server listens on and nobody opens. */
const anyAddress = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** What the web app listens on. */
export function listenHost() {
  return process.env.RETRYSCOPE_HOST || '127.0.0.1'
}

/**
 * Starts web and worker.
 * @param {{ port: number, labEnv: Record<string, string>, say: (line: string) => void }} options
 */
export function startProduct({ port, labEnv, say }) {
  const shared = { NODE_ENV: 'production', RETRYSCOPE_DATA_DIR: dataDir(), PORT: String(port) }
  const web = startService({
    name: 'web app',
    args: [
      inProject('node_modules', 'next', 'dist', 'bin', 'next'),
      'start',
      '-H',
      listenHost(),
      '-p',
      String(port),
    ],
    env: { ...shared, NEXT_TELEMETRY_DISABLED: '1' },
    preloads: ['./scripts/forwarded-by-proxy.mjs', './scripts/refuse-early.mjs'],
    logFile: path.join(logsDir(), 'web.log'),
    stopMs: 5000,
    onWarning: (message) => say(`web app: ${message}`),
  })
  const startWorker = () => {
    const worker = startService({
      name: 'worker',
      args: ['--enable-source-maps', inProject('dist', 'worker.mjs')],
      env: { ...shared, ...labEnv },
      logFile: path.join(logsDir(), 'worker.log'),
      // It has faults to heal and a lab to stop.
      stopMs: 20_000,
      onWarning: (message) => say(`worker: ${message}`),
    })
    putFirst(worker.child, web.child)
    return worker
  }
  const worker = keepRunning(startWorker, { say })
  const services = [web, worker]
  const host = anyAddress[listenHost()] ?? listenHost()
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  let setUpLink = null
  web.child.on('message', (message) => {
    if (message?.type === 'set-up-link') setUpLink = message.url
  })

  return {
    url: process.env.RETRYSCOPE_URL || local,

    /** Where the first administrator is made; null = there is one, or nobody has to sign in. */
    setUpLink: () => setUpLink,

    /** Resolves when both can be used. */
    async ready() {
      await Promise.all([
        whenHealthy(web, `${local}/api/health`),
        whenAnnounced(worker),
        queueDemo(shared, say),
      ])
    },

    /** Resolves with the error when one of them ends without having been asked to. */
    async failed() {
      const end = await Promise.race(services.map((service) => service.ended))
      // After an orderly stop this promise has nothing to tell.
      return end.expected ? new Promise(() => undefined) : unexpectedEnd(end)
    },

    async stop() {
      await Promise.all(services.map((service) => service.stop()))
    },

    kill() {
      services.forEach((service) => service.kill())
    },
  }
}

// The mark saves half a second on every later start; whether it is the first one is for the command to decide.
async function queueDemo(env, say) {
  const mark = path.join(dataDir(), 'demo-offered')
  if (existsSync(mark) || process.env.RETRYSCOPE_DEMO === 'off') return
  const output = await runCommand({
    name: 'demo',
    logFile: path.join(logsDir(), 'demo.log'),
    command: process.execPath,
    args: ['--enable-source-maps', inProject('dist', 'cli.mjs'), 'demo', '--queue-if-first'],
    env,
    what: 'The demo experiment could not be queued.',
    todo: 'start without it: RETRYSCOPE_DEMO=off npm start',
  })
  writeFileSync(mark, `${new Date().toISOString()}\n`)
  if (output) say(output)
}
