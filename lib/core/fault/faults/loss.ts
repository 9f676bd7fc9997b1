/**
 * Loss of single attempts: each one meets it independently, drawn from the run's seed without the arm, so that all
 * strategies have the same luck. A lost attempt is sent down a path through Toxiproxy that always loses.
 */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'

export const LOSS_MODES = ['request', 'ack', 'mixed'] as const
export const LOSS_MANNERS = ['silent', 'loud'] as const

/** What becomes of an attempt that is lost. */
export type LossKind = 'request' | 'ack'

/** Share of attempts that are lost. */
export const sharePercent = z.number().min(0).max(100).default(5).meta({
  title: 'Share lost',
  unit: '%',
  description: 'Each attempt is lost with this probability, independently of all others.',
})

export const lossMode = z.enum(LOSS_MODES).default('request').meta({
  title: 'What is lost',
  description:
    'request = the attempt never reaches the target; ack = the target executes it and its answer is lost; mixed = one or the other, each half of the time.',
})

export const lossManner = z.enum(LOSS_MANNERS).default('silent').meta({
  title: 'How it shows',
  description:
    'silent = the caller hears nothing and waits for its time-out, as with a lost packet; loud = the connection is cut and the caller learns at once.',
})

const params = z.strictObject({ sharePercent, mode: lossMode, manner: lossManner })
export type LossParams = z.output<typeof params>

export const loss: FaultDefinition<typeof params> = {
  name: 'loss',
  title: 'Loss of attempts',
  group: 'loss',
  description:
    'Loses single attempts, each independently with the same probability, drawn from the seed: the same attempts of the same operations are lost for every strategy. Request loss leaves no trace on the target; ack loss is executed and only its answer vanishes, so that a plain retry of a write takes effect twice. These are attempts, not packets: TCP would send a lost packet again.',
  params,
  span: 'lasting',
  targets: ['etcd', 'http'],
  needs: () => ['toxics'],
  describe: ({ sharePercent: share, mode, manner }) => `${mode} loss ${share} %, ${manner}`,
}
