/**
 * What does recording a profile cost the trial that is recorded? Operations per second of one caller after the other at
 * concurrency 8, exponential strategy, no faults, in trials that alternate: recorded, and not. The peer is the trial that is
 * not recorded.
 */
import { labConfig } from '@/lib/config/lab-config'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { benchTrial } from './trial-parts'
import { bootstrap, describeMachine, format, median } from './paired-blocks'

const PAIRS = process.argv.includes('--quick') ? 4 : 20
const BLOCK_MS = 1_000

const lab = await acquireLab(labConfig(), { kind: 'cli', id: 'bench' })
try {
  await block('off')
  const pairs: Record<'off' | 'each', Block>[] = []
  for (let pair = 0; pair < PAIRS; pair++) {
    // Each is as often the first as the other.
    const first = pair % 2 === 0 ? await block('off') : null
    const each = await block('each')
    pairs.push({ each, off: first ?? (await block('off')) })
  }
  const ratio = (of: keyof Block) =>
    bootstrap(
      pairs.map(({ each, off }) => each[of] / off[of]),
      (sample) => median(sample),
    )
  const medianOf = (kind: 'off' | 'each', of: keyof Block) => median(pairs.map((pair) => pair[kind][of]))
  console.log(`machine: ${describeMachine()}`)
  console.log(`lab: etcd ${lab.etcdVersion} × ${lab.address.members.length}, all on this machine; no faults`)
  console.log(
    `\n${PAIRS} pairs of trials of ${BLOCK_MS} ms, recorded ÷ not recorded, median with its interval`,
  )
  console.log(
    `  attempts/s            ${Math.round(medianOf('each', 'perSecond'))} ÷ ${Math.round(medianOf('off', 'perSecond'))} = ${format(ratio('perSecond'))}`,
  )
  console.log(
    `  CPU ms per attempt    ${medianOf('each', 'cpuMs').toFixed(2)} ÷ ${medianOf('off', 'cpuMs').toFixed(2)} = ${format(ratio('cpuMs'))}`,
  )
} finally {
  await lab.stop()
}

interface Block {
  perSecond: number
  /** Of the whole trial, set-up and the reading of the profile included. */
  cpuMs: number
}

async function block(profile: 'off' | 'each'): Promise<Block> {
  const before = process.cpuUsage()
  const { attempts } = await benchTrial(lab, {
    ...{ name: 'cost of a profile', strategies: [{ use: 'exponential' }] },
    workload: { load: { mode: 'closed', concurrency: 8 } },
    ...{ trialDurationMs: BLOCK_MS, profile },
  })
  const { user, system } = process.cpuUsage(before)
  return { perSecond: (1_000 * attempts) / BLOCK_MS, cpuMs: (user + system) / 1_000 / attempts }
}
