/** Test support: a trial of the real engine against the HTTP target of a real lab. */
import { planTrials } from '@/lib/core/experiment/plan'
import type { ExperimentSpec, ExperimentSpecInput } from '@/lib/core/experiment/spec'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { createStrategy } from '@/lib/core/strategy/registry'
import type { AttemptReply, AttemptRequest, EnginePorts, Target } from '@/lib/engine/ports'
import { runTrial } from '@/lib/engine/run-trial'
import type { TrialResult } from '@/lib/engine/trial'
import { realClock } from '@/lib/lab/clock'
import { UpstreamAdmin } from '@/lib/lab/http/upstream-admin'
import type { AppliedEffect, UpstreamCounters } from '@/lib/lab/http/upstream/counters'
import type { LabAddress } from '@/lib/lab/lab'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { createLoopMonitor } from '@/lib/lab/loop-monitor'
import { specOf } from './db-fixture'
import { noProber, unreadLedger } from './fault-steps'

export interface HttpTrial {
  spec: ExperimentSpec
  attempts: AttemptRecord[]
  /** What came back for each attempt, with its request. */
  replies: { request: AttemptRequest; reply: AttemptReply }[]
  result: TrialResult
  /** Null where the upstream is not ours. */
  counters: UpstreamCounters | null
  effects: AppliedEffect[]
}

type Changes = Omit<Partial<ExperimentSpecInput>, 'target'>

/** Our own upstream, behaving like this. */
export function ownUpstream(behaviour: object = {}): NonNullable<ExperimentSpecInput['target']> {
  return { kind: 'http', behaviour }
}

/** Runs one trial. What the upstream has counted is read before anything is cleaned away. */
export async function runHttpTrial(
  address: LabAddress,
  target: ExperimentSpec['target'],
  changes: Changes,
  { seed = 5, whileOpen = () => Promise.resolve() }: { seed?: number; whileOpen?: () => Promise<void> } = {},
): Promise<HttpTrial> {
  const spec = { ...specOf({ matrix: {}, target: { kind: 'http' }, ...changes }), target }
  const [trial] = planTrials(spec)
  if (!trial) throw new Error('the plan is empty')
  const attempts: AttemptRecord[] = []
  const replies: HttpTrial['replies'] = []
  const [http, faults, loop] = [createTarget(address), createFaultInjector(address), createLoopMonitor()]
  const seen: Pick<HttpTrial, 'counters' | 'effects'> = { counters: null, effects: [] }
  let isOpen = false
  const watched: Target = {
    ...http,
    openClient: async (arm) => {
      const client = await http.openClient(arm)
      isOpen = true
      return {
        close: () => client.close(),
        attempt: async (request) => {
          const reply = await client.attempt(request)
          replies.push({ request, reply })
          return reply
        },
      }
    },
    clean: async (prefix) => {
      if (isOpen && spec.target.kind === 'http' && spec.target.behaviour)
        Object.assign(seen, await readUpstream(address))
      await http.clean(prefix)
    },
  }
  const leaders = createLeaderWatcher(address)
  const ports: EnginePorts = {
    ...{ clock: realClock, strategies: createStrategy, target: watched, faults, loop, leaders },
    ...{ ledger: unreadLedger, prober: noProber },
    recorder: { record: (attempt) => attempts.push(attempt) },
    observer: { phase: (phase) => void (phase === 'window' && whileOpen()) },
  }
  const result = await runTrial(
    { spec, seed, trial, keyPrefix: 'retryscope/r/0/' },
    ports,
    new AbortController().signal,
  )
  for (const part of [http, faults, loop, leaders]) part.close()
  return { spec, attempts, replies, result, ...seen }
}

async function readUpstream(address: LabAddress): Promise<Pick<HttpTrial, 'counters' | 'effects'>> {
  const admin = new UpstreamAdmin(address.members[0]?.adminUrl ?? '')
  return { counters: await admin.countersAtRest(20_000), effects: await admin.effects('retryscope/r/0/') }
}

/** Operations of an arm that took effect more than once. */
export function doneTwice(effects: readonly AppliedEffect[], arm: number): string[] {
  const ids = effects
    .map(({ operationId }) => operationId)
    .filter((id) => id.startsWith(`retryscope/r/0/${arm}/`))
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
