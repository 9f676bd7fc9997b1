/**
 * Our own HTTP upstream as a program: `node dist/upstream.mjs --host 127.0.0.1 --port 8080 --admin-port 8081`. The local lab
 * starts it under its watchdog; an external lab runs it where its Toxiproxy reaches it.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { serveUpstream } from '@/lib/lab/http/upstream/serve-upstream'

const port = z.coerce.number().int().min(1).max(65_535)
const optionsSchema = z.object({
  host: z.string().default('127.0.0.1'),
  port,
  'admin-port': port,
})

try {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { host: text, port: text, 'admin-port': text } })
  const { host, port, 'admin-port': adminPort } = optionsSchema.parse(values)
  await serveUpstream({ host, port, adminPort })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
