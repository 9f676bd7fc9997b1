/**
 * 200 readers of a shared run on loopback, each every 5 s, while a run is active: errors, quantiles of their waits, and whether the
 * run is marked suspect, against a run of the same experiment without readers before it. Starts a product of its own.
 * Ends with 1 where a reader got an error, waited too long, where only the run with readers is suspect, or where no pair tells anything.
 * `--readers <n>`, `--runs <n>` of each kind.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { demoSpec } from '@/lib/core/experiment/demo-spec'
import type { MadeShare } from '@/lib/core/share/share'
import type { RunReport } from '@/lib/core/summary/report'
import { startBenchProduct, type BenchProduct } from './bench-product'
import { describeMachine, median, quantile } from './paired-blocks'

const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const READERS = option('--readers', 200)
const PAIRS = option('--runs', 1)
const EVERY_MS = 5_000
const LIMIT_MS = 500

async function json<Value>(url: string, body?: unknown): Promise<Value> {
  const response = await fetch(
    url,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Value
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Queues the demo and waits for its end. @param meanwhile is begun when its first trial is under way */
async function measuredRun(
  url: string,
  meanwhile?: (isOver: () => boolean) => Promise<void>,
): Promise<RunReport> {
  const { id } = await json<{ id: string }>(`${url}/api/runs`, demoSpec())
  let isOver = false
  let work: Promise<void> | undefined
  for (;;) {
    const report = await json<RunReport>(`${url}/api/runs/${id}`)
    if (report.status === 'running' && report.progress?.phase === 'trial') work ??= meanwhile?.(() => isOver)
    if (report.status !== 'queued' && report.status !== 'running') {
      isOver = true
      await work
      return report
    }
    await sleep(1_000)
  }
}

const waits: number[] = []
const errors: string[] = []
let bytes = 0

/** Readers that begin at even distances, each time with a connection of its own. */
async function read(address: string, isOver: () => boolean): Promise<void> {
  // A connection each time: one that is kept for five seconds is closed by the server just when it is used again.
  const agent = new Agent({ keepAlive: false, maxSockets: READERS })
  const reader = async (index: number) => {
    await sleep((index * EVERY_MS) / READERS)
    while (!isOver()) {
      const begin = performance.now()
      try {
        const { status, size } = await fetched(address, agent)
        bytes += size
        if (status === 200) waits.push(performance.now() - begin)
        else errors.push(`status ${status}`)
      } catch (error) {
        errors.push(String(error))
      }
      await sleep(Math.max(0, EVERY_MS - (performance.now() - begin)))
    }
  }
  await Promise.all(Array.from({ length: READERS }, (_, index) => reader(index)))
  agent.destroy()
}

function fetched(address: string, agent: Agent): Promise<{ status: number; size: number }> {
  return new Promise((resolve, reject) => {
    get(
      address,
      { agent, headers: { 'accept-encoding': 'gzip', 'user-agent': 'Mozilla/5.0' } },
      (response) => {
        let size = 0
        response.on('data', (chunk: Buffer) => (size += chunk.length))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, size }))
        response.on('error', reject)
      },
    ).on('error', reject)
  })
}

function tell(what: string, { trials, quality }: RunReport): void {
  const suspect = trials.filter((trial) => trial.quality === 'suspect')
  console.log(`${what}: ${String(quality)}, ${suspect.length} of ${trials.length} trials suspect`)
  for (const { index, qualityReasons } of suspect)
    console.log(`  trial ${index + 1}: ${qualityReasons.join('; ')}`)
}

console.log(describeMachine())
console.log(
  `load before: ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
)
const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-bench-load-'))
let product: BenchProduct | undefined
try {
  product = await startBenchProduct(folder)
  const { url } = product
  // Readers sit at machines of their own; here they share its processors with the run, and get what it leaves.
  os.setPriority(10)
  /** Pairs that tell something: a run that is suspect without readers cannot become so by them. */
  let told = 0
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const alone = await measuredRun(url)
    tell('without readers', alone)
    const { path: link } = await json<MadeShare>(`${url}/api/runs/${alone.id}/shares`, {})
    const beside = await measuredRun(url, (isOver) => read(`${url}${link}`, isOver))
    tell(`with ${READERS} readers`, beside)
    if (alone.quality !== 'suspect' && beside.quality === 'suspect') process.exitCode = 1
    if (alone.quality !== 'suspect') told += 1
  }
  if (told === 0) {
    process.exitCode = 1
    console.log('every run without readers was suspect by itself: nothing was told of readers')
  }
  const p99 = quantile(waits, 0.99)
  console.log(
    `${waits.length} pages of ${(bytes / Math.max(1, waits.length) / 1_024).toFixed(1)} kB read, ${errors.length} errors${errors.length > 0 ? ` (${[...new Set(errors)].slice(0, 3).join('; ')})` : ''}`,
  )
  console.log(
    `wait: median ${median(waits).toFixed(1)} ms, P95 ${quantile(waits, 0.95).toFixed(1)} ms, P99 ${p99.toFixed(1)} ms (wanted < ${LIMIT_MS}), longest ${Math.max(...waits).toFixed(1)} ms`,
  )
  if (errors.length > 0 || !(p99 < LIMIT_MS)) process.exitCode = 1
  console.log(
    `load after: ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  )
} finally {
  await product?.stop()
  rmSync(folder, { recursive: true, force: true })
}
