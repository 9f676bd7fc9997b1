/** What a workload asks of a target or a library that it cannot do, and thresholds on what it does not make visible. */
import type { StrategyDescription } from '../strategy/strategy'
import { workloads, type Workload } from '../workload/registry'
import { checkerOf } from './count-checkers'
import type { SpecProblem } from './spec-problem'
import { OWN_UPSTREAM, type Target } from './target'
import { isCount, parseThresholdExpression, type Threshold } from './threshold'

interface Worked {
  workload: Workload
  target: Target
  strategies: readonly { use: string; params: Record<string, unknown> }[]
  thresholds: readonly Threshold[]
}

/** @param find describes a strategy, where it is known */
export function workloadProblems(
  spec: Worked,
  find: (use: string) => Pick<StrategyDescription, 'title' | 'client'> | undefined,
): SpecProblem[] {
  return [...targetProblems(spec), ...clientProblems(spec, find), ...thresholdProblems(spec)]
}

function targetProblems({ workload: { kind }, target }: Worked): SpecProblem[] {
  if (target.kind === 'etcd' || kind === 'register') return []
  const path = 'workload.kind'
  const { title } = workloads[kind]
  if (target.upstream !== OWN_UPSTREAM)
    return [
      {
        path,
        message: `${title}: the upstream "${target.upstream}" does not tell what it has applied, so nothing could be judged. Choose the target etcd, the upstream "${OWN_UPSTREAM}", or the workload register`,
      },
    ]
  if (kind === 'transfer')
    return [
      {
        path,
        message: `${title} write two keys in one transaction, which HTTP has not. Choose the target etcd, or the workload counter`,
      },
    ]
  return []
}

function clientProblems(
  { workload, strategies }: Worked,
  find: Parameters<typeof workloadProblems>[1],
): SpecProblem[] {
  if (workload.kind !== 'transfer') return []
  return strategies.flatMap(({ use, params }, index) => {
    const strategy = find(use)
    if (strategy?.client?.(params).kind !== 'etcd3') return []
    const message = `${strategy.title} is asked for single puts and gets; transfers write two keys in one transaction. Leave it out, or choose the workload counter`
    return [{ path: `strategies.${index}.use`, message }]
  })
}

function thresholdProblems({ workload, thresholds }: Worked): SpecProblem[] {
  return thresholds.flatMap(({ expression }, index) => {
    const metric = parseThresholdExpression(expression)?.metric
    const only = metric !== undefined && isCount(metric) ? checkerOf(metric).only : undefined
    if (!only || only.includes(workload.kind)) return []
    const message = `${metric} is counted with the workload ${only.join(' or ')} only, and this one is ${workload.kind}`
    return [{ path: `thresholds.${index}`, message }]
  })
}
