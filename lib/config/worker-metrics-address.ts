/** Where workers say that their metrics are: one small file each, as several may run on one data folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const addressSchema = z.object({ url: z.url() })

/**
 * Writes down where a worker's metrics are. A killed worker's file stays and is asked for by nobody: its id is not live.
 * @returns takes it back
 */
export function writeMetricsAddress(dataDirectory: string, workerId: string, url: string): () => void {
  const file = metricsAddressFile(dataDirectory, workerId)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ url })}\n`)
  return () => rmSync(file, { force: true })
}

function metricsAddressFile(dataDirectory: string, workerId: string): string {
  return path.join(dataDirectory, 'worker-metrics', `${workerId}.json`)
}

/** Where a worker's metrics are; null when it has none, or the file is of a worker that was killed while writing it. */
export function readMetricsAddress(dataDirectory: string, workerId: string): URL | null {
  try {
    const text = readFileSync(metricsAddressFile(dataDirectory, workerId), 'utf8')
    return new URL(addressSchema.parse(JSON.parse(text)).url)
  } catch {
    return null // Not there, or half written: both mean that nothing can be asked.
  }
}
