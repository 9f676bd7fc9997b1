/** The worker process. SIGTERM or SIGINT: the run goes back into the queue, the lab ends. A second one: exit at once. */
import './project-root'
import { pino } from 'pino'
import { environment, EnvironmentError } from '@/lib/config/environment'
import { labConfig } from '@/lib/config/lab-config'
import { webhookHosts } from '@/lib/config/webhook-hosts'
import { DatabaseError } from '@/lib/db/database-error'
import { LabError } from '@/lib/lab/lab-error'
import { sweepLeftoverLabs } from '@/lib/lab/process/sweep'
import { clearAtStart } from './lab/clear-external-lab'
import { LogDestination } from './log/log-destination'
import { watchOwnStrategies } from './own-strategies'
import { presentLab } from './lab/present-lab'
import { realPorts } from './real-ports'
import { serve } from './service'
import { startTelemetry } from './telemetry/start-telemetry'
import { startWebhookSender } from './webhooks/webhook-sender'

/** Exit code of a process that a signal has ended: 128 + its number. */
const EXIT_CODE = { SIGINT: 130, SIGTERM: 143 } as const

/** What still waits to be exported when the worker is told to end; the product kills it after 20 s. */
const EXPORT_END_MS = 3_000

const destination = new LogDestination()

async function main(): Promise<void> {
  const log = pino({ level: environment().logLevel, base: { pid: process.pid } }, destination)
  const shutdown = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (shutdown.signal.aborted) process.exit(EXIT_CODE[signal])
      log.info({ signal }, 'shutting down')
      shutdown.abort()
    })
  const ports = realPorts(log)
  for (const lab of await sweepLeftoverLabs(labConfig().labsDirectory))
    log.info({ lab }, 'removed a lab that an earlier crash left behind')
  await clearAtStart(labConfig(), ports)
  await presentLab(environment().labCapabilitiesFile, labConfig(), log)
  const { telemetry, stop: stopTelemetry } = await startTelemetry(ports.db, ports.workerId, log)
  const { publicOrigin, localOrigin } = environment()
  const stopSending = startWebhookSender({
    ...{ db: ports.db, log, origin: publicOrigin ?? localOrigin, allowed: webhookHosts() },
  })
  const stopLooking = await watchOwnStrategies(environment(), log)
  await serve(
    { ...ports, telemetry },
    shutdown.signal,
    () => {
      log.info({ workerId: ports.workerId }, 'worker is ready')
      process.send?.({ type: 'ready' })
    },
    environment().keepDays,
  )
  stopLooking()
  await stopSending()
  await telemetry.close(EXPORT_END_MS)
  stopTelemetry()
  await ports.db.close()
}

try {
  await main()
  process.exit(0)
} catch (error) {
  const log = pino({ base: { pid: process.pid } }, destination)
  if (isForPeople(error)) log.fatal({ err: error.cause }, error.message)
  else log.fatal({ err: error }, 'The worker stopped because of a mistake in Retryscope')
  process.exit(1)
}

function isForPeople(error: unknown): error is Error {
  return error instanceof DatabaseError || error instanceof EnvironmentError || error instanceof LabError
}
