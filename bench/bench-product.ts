/** The product as people start it, for a benchmark that asks it from outside: `npm start` on a data folder that is there already. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

export interface BenchProduct {
  url: string
  /** As Ctrl-C does. */
  stop(): Promise<void>
}

/**
 * Builds what is stale and starts web and worker.
 * @throws Error with everything it printed, when it ends before it is ready
 */
export async function startBenchProduct(dataDir: string): Promise<BenchProduct> {
  const root = path.resolve('.')
  const child = spawn(process.execPath, ['--import', './scripts/exit-with-parent.mjs', 'scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, RETRYSCOPE_DATA_DIR: dataDir, RETRYSCOPE_DEMO: 'off' },
    // Through the channel it notices when the benchmark is killed, and stops.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const closed = once(child, 'close')
  const lines: string[] = []
  const url = new Promise<string>((resolve, reject) => {
    void closed.then(() => reject(new Error(`the product ended:\n${lines.join('\n')}`)))
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          lines.push(line)
          const found = /^Retryscope is ready: (http\S+)/.exec(line)?.[1]
          if (found) resolve(found)
        })
  })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await closed
  }
  return { url: await url, stop }
}
