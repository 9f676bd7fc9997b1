import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { LabBusyError } from '@/lib/lab/lab-error'
import { LabSession } from './lab-session'
import { silentLog } from '../log/log'
import type { WorkerPorts } from '../worker-ports'

vi.mock('node:timers/promises', { spy: true })

test('waiting for a busy lab ends in the middle of a pause when it is given up', async () => {
  const giveUp = new AbortController()
  let asked = 0
  const ports: Partial<WorkerPorts> = {
    log: silentLog,
    acquireLab: () => {
      asked += 1
      return Promise.reject(new LabBusyError('Another run has it.'))
    },
  }
  // A pause that lasts for ever unless its signal ends it.
  vi.mocked(sleep).mockImplementation(
    (_ms, _value, options) =>
      new Promise((_, reject) =>
        options?.signal?.addEventListener('abort', () => reject(new Error('the pause was ended'))),
      ),
  )
  const session = new LabSession(ports as WorkerPorts, 'run', new Set(), { kind: 'etcd' })
  const starting = session.start(giveUp.signal)
  const refused = expect(starting).rejects.toThrow('cancelled')
  await vi.waitFor(() => expect(sleep).toHaveBeenCalled())
  giveUp.abort(new Error('cancelled'))
  await refused
  expect(asked).toBe(1)
})
