/** Starts the real product for the browser tests, the way a person does: `npm start` with an empty data folder. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

// Playwright compiles this file to CommonJS.
const root = path.resolve(__dirname, '..', '..')
const readyMs = 10 * 60_000

export interface Product {
  url: string
  dataDir: string
  /** Everything that it printed. */
  output: () => string
  /** Stops it as Ctrl-C does and returns its exit code. */
  stop: () => Promise<number | null>
}

let started = 0

/**
 * Two workers that start products at once would both find the same port free: each has ports of its own. The one that all
 * share starts before them and takes the first that is free.
 */
function nextPort(): string {
  const worker = process.env.TEST_PARALLEL_INDEX
  return worker === undefined ? '' : String(3110 + Number(worker) * 10 + started++)
}

/** Starts a product of its own: data folder, port, lab. `env` is added to its environment. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'retryscope-e2e-'))
  const child = spawn(process.execPath, ['--import', './scripts/exit-with-parent.mjs', 'scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, PORT: nextPort(), RETRYSCOPE_DATA_DIR: dataDir, ...env },
    // Through the channel it notices when the tests are killed, and stops.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lines: string[] = []
  const output = () => lines.join('\n')
  const stop = async () => {
    const code = await end(child)
    rmSync(dataDir, { recursive: true, force: true })
    return code
  }
  try {
    return { url: await readyUrl(child, lines), dataDir, output, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Playwright's global set-up: starts the product that all tests share; what it returns is the tear-down. */
export default async function setUp(): Promise<() => Promise<void>> {
  const product = await startProduct()
  process.env.RETRYSCOPE_E2E_URL = product.url
  process.env.RETRYSCOPE_E2E_DATA_DIR = product.dataDir
  return async () => {
    keepLogs(product.dataDir)
    const code = await product.stop()
    if (code !== 0) throw new Error(`The product ended with exit code ${String(code)}:\n${product.output()}`)
  }
}

function readyUrl(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer)
      reject(new Error(`The product ${reason}:\n${lines.join('\n')}`))
    }
    const timer = setTimeout(() => {
      fail(`was not ready after ${String(readyMs / 60_000)} min`)
    }, readyMs)
    child.once('close', (code) => {
      fail(`ended with exit code ${String(code)} before it was ready`)
    })
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const url = /^Retryscope is ready: (http\S+)/.exec(line)?.[1]
        if (!url) return
        clearTimeout(timer)
        resolve(url)
      })
    }
  })
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }
  return child.exitCode
}

function keepLogs(dataDir: string): void {
  const logs = path.join(dataDir, 'logs')
  if (existsSync(logs)) cpSync(logs, path.join(root, 'test-results', 'product-logs'), { recursive: true })
}
