/** Tells the web server, which never talks to a lab, what the lab of this worker can do: the form greys out the rest. */
import { renameSync, writeFileSync } from 'node:fs'
import type { LabSettings } from '@/lib/lab/lab'
import { describeLab } from '@/lib/lab/lab-capabilities'
import type { Log } from '../log/log'

/** Writes it down once; a lab's capabilities are a matter of its settings and of the machine. Never rejects. */
export async function presentLab(file: string, settings: LabSettings, log: Log): Promise<void> {
  try {
    const described = await describeLab(settings)
    // As a whole or not at all: somebody may be reading.
    writeFileSync(`${file}.new`, JSON.stringify(described))
    renameSync(`${file}.new`, file)
    log.info({ capabilities: described.capabilities }, 'what the lab can do was looked up')
  } catch (error) {
    // The worker itself refuses what its lab cannot do; the form only says so later.
    log.warn({ err: error }, 'what the lab can do could not be written down')
  }
}
