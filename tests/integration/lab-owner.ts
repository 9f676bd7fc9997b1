/**
 * A process that owns a lab, for tests that kill it: `node lab-owner.mjs start|stand <settings as JSON>`.
 * Prints the lab's folder; then `start` waits to be killed, and `stand` ends.
 */
import type { LocalLabSettings } from '@/lib/lab/lab'
import { startStandingLab } from '@/lib/lab/process/standing-lab'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'

const [mode, text = ''] = process.argv.slice(2)
const settings = JSON.parse(text) as LocalLabSettings
const owner = { kind: 'test', id: 'lab-owner' } as const
const { directory } =
  mode === 'stand' ? await startStandingLab(settings, owner) : await startLocalLab(settings, owner)
process.stdout.write(`${directory}\n`)
if (mode !== 'stand') setInterval(() => undefined, 60_000)
