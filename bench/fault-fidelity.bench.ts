/**
 * Are faults what they say they are? Loss of attempts in every way, against etcd's own counters and every key read back; latency
 * by single TCP echoes against its law; and whether a path that loses can be used up by big requests.
 */
import { latencyLaw, latencyQuantileMs } from '@/lib/core/fault/latency-law'
import { wilson } from '@/lib/core/summary/interval'
import { labConfig } from '@/lib/config/lab-config'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { createTarget } from '@/lib/lab/lab-faults'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { mean, measureLatency } from './latency-fidelity'
import { measureLoss, type LossAnswer, type LossQuestion } from './loss-fidelity'
import { describeMachine, quantile } from './paired-blocks'
import { benchTrial } from './trial-parts'

const quick = process.argv.includes('--quick')
const ATTEMPTS = quick ? 400 : 2_000
const SHARES = [0.05, 0.15, 0.25, 0.4]
/** 99.5 % quantile of the standard normal distribution: intervals at 99 %. */
const Z_99 = 2.5758293035489004
const COMMON = {
  concurrency: 32,
  attemptTimeoutMs: 300,
  valueBytes: 128,
  lostPerSecond: 150,
  seed: 20_261_126,
}

const lab = await acquireLab(labConfig(), { kind: 'cli', id: 'bench' })
const target = createTarget(lab.address)
try {
  console.log(`machine: ${describeMachine()}`)
  console.log(
    `lab: etcd ${lab.etcdVersion} × ${lab.address.members.length}, Toxiproxy ${lab.toxiproxyVersion}, all on this machine`,
  )
  console.log(
    `loss: ${ATTEMPTS} puts each, ${COMMON.concurrency} callers, time-out ${COMMON.attemptTimeoutMs} ms, seed ${COMMON.seed}`,
  )
  for (const manner of ['silent', 'loud'] as const)
    for (const kind of ['request', 'ack'] as const)
      for (const share of SHARES)
        await report({ ...COMMON, way: { kind, manner }, share, attempts: ATTEMPTS })

  console.log('\nevery attempt lost, by size of the value:')
  for (const manner of ['silent', 'loud'] as const)
    for (const kind of ['request', 'ack'] as const)
      for (const valueBytes of kind === 'ack' && manner === 'loud'
        ? [16, 128, 15_000]
        : [16, 128, 15_000, 60_000])
        await report({
          ...COMMON,
          ...{ way: { kind, manner }, share: 1, valueBytes },
          attempts: ATTEMPTS / (valueBytes > 1_000 ? 4 : 2),
          concurrency: 8,
        })

  console.log('\nlatency, single TCP echoes through Toxiproxy, milliseconds:')
  for (const [latencyMs, jitterMs] of [
    [100, 0],
    [100, 50],
    [100, 180],
    [20, 5],
  ] as const)
    await reportLatency(latencyMs, jitterMs)

  await reportSwitches(10)
} finally {
  target.close()
  await lab.stop()
}

async function report(question: LossQuestion): Promise<void> {
  const answer = await measureLoss(lab.address, target, question)
  const { way, share, attempts, valueBytes } = question
  const { drawn, applied, replies, putsStarted, missed, lostMs, openMs, tookMs } = answer
  const interval = wilson(drawn.size, attempts, Z_99)
  if (!interval) throw new Error('nothing was sent')
  const isWithin = share >= interval.low && share <= interval.high
  const lostAndApplied = [...drawn].filter((number) => applied.has(number)).length
  holds(isWithin && missed === 0 && lostAndApplied === (way.kind === 'ack' ? drawn.size : 0))
  const clean = replies.filter((_, number) => !drawn.has(number))
  console.log(
    [
      `${way.manner} ${way.kind}`.padEnd(15),
      `p ${share.toFixed(2)}`,
      `${valueBytes} B`.padStart(8),
      `drawn ${drawn.size} (${(drawn.size / attempts).toFixed(4)}, 99 % [${interval.low.toFixed(4)}, ${interval.high.toFixed(4)}] ${isWithin ? 'holds p' : 'MISSES p'})`,
      `begun by etcd ${putsStarted}`,
      `lost and applied ${lostAndApplied}`,
      `not lost and not applied ${attempts - drawn.size - [...applied].filter((number) => !drawn.has(number)).length}`,
      `lost and answered ${[...drawn].filter((number) => replies[number]?.outcome === 'ok').length}`,
      `clean unanswered ${clean.filter(({ outcome }) => outcome !== 'ok').length}`,
      `missed ${missed}`,
      `caller learns after ${quantile(lostMs, 0.5).toFixed(1)} / ${quantile(lostMs, 0.99).toFixed(1)} ms`,
      `as: ${classesOf(answer)}`,
      `opened in ${openMs.toFixed(0)} ms, ran ${(tookMs / 1000).toFixed(1)} s`,
    ].join(' | '),
  )
}

function classesOf({ drawn, replies }: LossAnswer): string {
  const counts = new Map<string, number>()
  for (const number of drawn) {
    const name = `${replies[number]?.outcome} ${replies[number]?.errorClass}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
}

/** Seen by the members' own statuses, over a minute. */
async function reportSwitches(perMinute: number): Promise<void> {
  const { evidence, ledger } = await benchTrial(lab, {
    name: 'switches',
    strategies: [{ use: 'constant' }],
    workload: { load: { mode: 'closed', concurrency: 1 } },
    matrix: { leaderSwitchesPerMinute: [perMinute] },
    trialDurationMs: 60_000,
  })
  const seen = evidence.flatMap(({ leaderChanges }) => leaderChanges ?? []).length
  console.log(
    `\nleader switches: ${perMinute} a minute asked for, ${ledger.filter(({ confirmed }) => confirmed).length} confirmed, ${seen} changes seen in a minute`,
  )
  holds(Math.abs(seen - perMinute) <= 1)
}

/** A benchmark that finds faults unlike what they say they are ends as failed. */
function holds(isSo: boolean): void {
  if (!isSo) process.exitCode = 1
}

async function reportLatency(latencyMs: number, jitterMs: number): Promise<void> {
  const toxiproxy = new ToxiproxyControl(lab.address.toxiproxyUrl)
  const { withoutMs, withMs } = await measureLatency(toxiproxy, {
    ...{ latencyMs, jitterMs, controlMs: 0 },
    echoes: 2_000,
  })
  const law = latencyLaw(latencyMs, jitterMs)
  const added = mean(withMs) - mean(withoutMs)
  holds(Math.abs(added - law.meanMs) <= 3)
  console.log(
    [
      `${latencyMs} ± ${jitterMs}`.padEnd(9),
      `law: mean ${law.meanMs.toFixed(1)}, sd ${law.sdMs.toFixed(1)}, P5 ${latencyQuantileMs(latencyMs, jitterMs, 0.05)}, P95 ${latencyQuantileMs(latencyMs, jitterMs, 0.95)}`,
      `measured: without ${mean(withoutMs).toFixed(2)}, with ${mean(withMs).toFixed(2)}, added ${added.toFixed(2)} (law ${(added - law.meanMs >= 0 ? '+' : '') + (added - law.meanMs).toFixed(2)})`,
      `P5 ${quantile(withMs, 0.05).toFixed(1)}, P95 ${quantile(withMs, 0.95).toFixed(1)}`,
    ].join(' | '),
  )
}
