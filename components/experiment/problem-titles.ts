/** Where a problem is, in the words of the form instead of the spec's path. */
import type { z } from 'zod'
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import { matrixLatencySchema, matrixLossSchema } from '@/lib/core/experiment/matrix'
import { httpTargetFields } from '@/lib/core/experiment/target'
import { answerSharesSchema, upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'
import { findFault } from '@/lib/core/fault/registry'
import { workloads } from '@/lib/core/workload/registry'
import { commonFields } from '@/lib/core/workload/workload'
import { AXIS_FIELDS } from './axis-fields'
import type { ExperimentDraft } from './draft'
import { schemaFields } from '@/lib/core/schema/schema-fields'

const RUN_TITLES = titlesOf(experimentSpecSchema)
const TARGET_TITLES = titlesOf(httpTargetFields)
const BEHAVIOUR_TITLES = titlesOf(upstreamBehaviourSchema)
const ANSWER_TITLES = titlesOf(answerSharesSchema)
const WAY_TITLES = {
  loss: titlesOf(matrixLossSchema),
  latency: titlesOf(matrixLatencySchema),
}
const WORKLOAD_TITLES = new Map(
  [commonFields, ...Object.values(workloads).map(({ params }) => params)].flatMap((schema) => [
    ...titlesOf(schema),
  ]),
)
const TOP_TITLES: Record<string, string | undefined> = { name: 'Name', tags: 'Tags' }
const STEP_TITLES: Record<string, string | undefined> = { fault: 'Fault', atMs: 'Start', forMs: 'Length' }

type Named = Pick<ExperimentDraft, 'strategies' | 'scenario'>

/** "constant 200 ms: Max attempts", "Trial duration", "Threshold 2"; '' where a problem belongs to the whole spec. */
export function problemTitle(path: string, draft: Named): string {
  const [root = '', second = '', third, fourth] = path.split('.')
  if (root === 'target') return targetTitle(second, third, fourth)
  if (root === 'strategies') return strategyTitle(second, third, fourth, draft)
  if (root === 'matrix') return matrixTitle(second, third, fourth)
  // People count from one.
  if (root === 'scenario') return second === '' ? 'Scenario' : stepTitle(Number(second), third, fourth, draft)
  if (root === 'thresholds') return second === '' ? 'Thresholds' : `Threshold ${Number(second) + 1}`
  if (root === 'workload') return second === '' ? 'Workload' : `Workload: ${workloadTitle(second, third)}`
  return TOP_TITLES[root] ?? RUN_TITLES.get(root) ?? root
}

/** "Upstream", "Target: Queue", "Target: 503 Service Unavailable". */
function targetTitle(part: string, name: string | undefined, answer: string | undefined): string {
  if (part !== 'behaviour') return TARGET_TITLES.get(part) ?? 'Target'
  const title =
    name === 'answers' ? (ANSWER_TITLES.get(answer ?? '') ?? 'Answers') : BEHAVIOUR_TITLES.get(name ?? '')
  return title === undefined ? 'Target' : `Target: ${title}`
}

function titlesOf(schema: z.ZodType): Map<string, string> {
  return new Map(schemaFields(schema).map(({ name, title }) => [name, title]))
}

function strategyTitle(
  index: string,
  part: string | undefined,
  name: string | undefined,
  { strategies }: Named,
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

function matrixTitle(part: string, inner: string | undefined, name: string | undefined): string {
  if (part === 'loss' || part === 'latency') return WAY_TITLES[part].get(inner ?? '') ?? 'Fault matrix'
  if (part === 'points') {
    const axis = axisTitle(name)
    if (inner === undefined) return 'Chosen points'
    return `Point ${Number(inner) + 1}${axis === null ? '' : `: ${axis}`}`
  }
  return axisTitle(part) ?? 'Fault matrix'
}

function axisTitle(name: string | undefined): string | null {
  const axis = AXIS_NAMES.find((known) => known === name)
  return axis ? AXIS_FIELDS[axis].title : null
}

/** "Step 2: Latency with jitter: Jitter". */
function stepTitle(
  index: number,
  part: string | undefined,
  name: string | undefined,
  { scenario }: Named,
): string {
  const definition = findFault(scenario[index]?.fault ?? '')
  const step = `Step ${index + 1}${definition ? `, ${definition.title.toLowerCase()}` : ''}`
  if (part !== 'params') return `${step}: ${STEP_TITLES[part ?? ''] ?? 'Fault'}`
  const field = definition && schemaFields(definition.params).find((candidate) => candidate.name === name)
  return `${step}: ${field?.title ?? name ?? 'parameters'}`
}

function workloadTitle(name: string, inner: string | undefined): string {
  return name === 'kind' ? 'Operations' : (WORKLOAD_TITLES.get(name) ?? inner ?? name)
}
