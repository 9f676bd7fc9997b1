/** Where a problem is, in the words of the form instead of the spec's path. */
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import type { ExperimentDraft } from './draft'
import { schemaFields } from '@/lib/core/schema/schema-fields'

const RUN_TITLES = new Map(schemaFields(experimentSpecSchema).map(({ name, title }) => [name, title]))
const AXIS_TITLES: Record<string, string | undefined> = {
  latencyMs: 'Latency',
  jitterMs: 'Jitter',
  leaderSwitchesPerMinute: 'Leader switches',
}

/** "constant 200 ms: Max attempts", "Trial duration", "Threshold 2"; '' where a problem belongs to the whole spec. */
export function problemTitle(path: string, draft: Pick<ExperimentDraft, 'strategies'>): string {
  const [root = '', second = '', third, fourth] = path.split('.')
  if (root === 'strategies') return strategyTitle(second, third, fourth, draft)
  if (root === 'matrix') return AXIS_TITLES[second] ?? 'Faults'
  // People count from one.
  if (root === 'thresholds') return second === '' ? 'Thresholds' : `Threshold ${Number(second) + 1}`
  if (root === 'workload') return second === '' ? 'Workload' : `Workload: ${workloadTitle(second, third)}`
  return RUN_TITLES.get(root) ?? root
}

function strategyTitle(
  index: string,
  part: string | undefined,
  name: string | undefined,
  { strategies }: Pick<ExperimentDraft, 'strategies'>,
): string {
  const strategy = strategies[Number(index)]
  if (index === '' || !strategy) return 'Strategies'
  const label = strategy.label.trim() || `Strategy ${Number(index) + 1}`
  if (part === 'label') return `${label}: Label`
  if (part !== 'params' || name === undefined) return label
  const definition = builtInCatalogue.find(strategy.use)
  const field = definition && schemaFields(definition.params).find((candidate) => candidate.name === name)
  return `${label}: ${field?.title ?? name}`
}

function workloadTitle(name: string, inner: string | undefined): string {
  const { workload } = experimentSpecSchema.shape
  const field = schemaFields(workload).find((candidate) => candidate.name === name)
  return field?.title ?? inner ?? name
}
