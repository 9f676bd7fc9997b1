/** Which strategy of one run is which of another: by label, however it is written, or by being the same strategy with the same parameters. */
import type { StrategyChoice } from '../experiment/spec'
import { flattened, type ExperimentDifference } from './experiment-differences'

export interface StrategyMatch {
  arm: number
  armBefore: number
  /** What else is in it under the same label: another strategy, other parameters. */
  changes: ExperimentDifference[]
}

type Named = Pick<StrategyChoice, 'label' | 'use' | 'params'>

/** Each strategy at most once, in this run's order; the plainest sameness first, so that no looser one takes a partner away. */
export function matchStrategies(now: readonly Named[], before: readonly Named[]): StrategyMatch[] {
  const partners = new Map<number, number>()
  const ways: ((a: Named, b: Named) => boolean)[] = [
    (a, b) => a.label === b.label,
    (a, b) => normal(a.label) === normal(b.label),
    (a, b) => contentOf(a) === contentOf(b),
  ]
  for (const isSame of ways)
    now.forEach((strategy, arm) => {
      if (partners.has(arm)) return
      const taken = new Set(partners.values())
      const place = before.findIndex((other, index) => !taken.has(index) && isSame(strategy, other))
      if (place >= 0) partners.set(arm, place)
    })
  return now.flatMap((strategy, arm) => {
    const armBefore = partners.get(arm)
    const other = armBefore === undefined ? undefined : before[armBefore]
    return armBefore === undefined || !other ? [] : [{ arm, armBefore, changes: changesOf(strategy, other) }]
  })
}

/** "No retry" of the form and "no-retry" of a file are one. */
function normal(label: string): string {
  return label.toLowerCase().replace(/[\s_-]+/g, '-')
}

function contentOf({ use, params }: Named): string {
  return JSON.stringify([use, ...flattened(params, '').sort(([a], [b]) => a.localeCompare(b))])
}

function changesOf(now: Named, before: Named): ExperimentDifference[] {
  const facts = ({ use, params }: Named) => new Map([['strategy', use], ...flattened(params, '')])
  const [a, b] = [facts(now), facts(before)]
  return [...new Set([...b.keys(), ...a.keys()])].flatMap((what) => {
    const [isNow, was] = [a.get(what) ?? 'none', b.get(what) ?? 'none']
    return isNow === was ? [] : [{ what, before: was, now: isNow }]
  })
}
