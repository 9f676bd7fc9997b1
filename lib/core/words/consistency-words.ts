/** What checkers found in the target's own history, in words: the same on the run page and in its files. */
import type { Checker } from '../checker/checker'
import { checkers } from '../checker/registry'
import type { CheckFigures, RunReport, StrategyFigures } from '../summary/report'
import { workloads } from '../workload/registry'
import { count, counted } from './counts'

export const CONSISTENCY_NOTE = 'every write of every trial, read back from the target’s own history'

export interface CheckLook {
  tone: 'good' | 'bad' | 'calm'
  sign: string
}

const LOOKS: Record<CheckFigures['verdict'], CheckLook> = {
  valid: { tone: 'good', sign: '✓' },
  invalid: { tone: 'bad', sign: '✕' },
  unknown: { tone: 'calm', sign: '?' },
}

/** The checkers that have looked: a run of another workload, or of an earlier version, has fewer; none where no history was read. */
export function checkersThatLooked(arms: readonly Pick<StrategyFigures, 'checks'>[]): Checker[] {
  const looked = new Set(arms.flatMap(({ checks }) => checks.map(({ checker }) => checker)))
  return Object.values<Checker>(checkers).filter(({ name }) => looked.has(name))
}

/** What the run's workload can show, and where one count can hide behind another; whole sentences. */
export function consistencyWords({ arms, spec }: Pick<RunReport, 'arms' | 'spec'>): string {
  const { title, shows } = workloads[spec.workload.kind]
  const hiding = arms.some(hidesDuplicates)
    ? ' A counter’s drift can be smaller than the duplicate effects of its increments: an increment in doubt may have counted or not, and where it has not, its place is taken by a duplicate. Drift is what no increment in doubt explains.'
    : ''
  return `${title} show ${shows}.${hiding}`
}

/** Increments in doubt that did not count make up for others that counted twice. */
function hidesDuplicates({ checks }: Pick<StrategyFigures, 'checks'>): boolean {
  const countOf = (name: string) => checks.find(({ checker }) => checker === name)?.count
  const [duplicates, drift] = [
    countOf(checkers['duplicate-effects'].name),
    countOf(checkers['counter-drift'].name),
  ]
  return duplicates !== undefined && drift !== undefined && drift < duplicates
}

export interface CheckWords {
  look: CheckLook
  /** "0"; null where there was nothing to look through, which is no success. */
  found: string | null
  /** "in 312 reads, 1 trial not judged"; the first case where there is one. */
  rest: string
}

/** What one checker says of one strategy; null where it has not looked. */
export function checkWords(
  { name, of }: Pick<Checker, 'name' | 'of'>,
  { checks }: Pick<StrategyFigures, 'checks'>,
): CheckWords | null {
  const check = checks.find(({ checker }) => checker === name)
  if (!check) return null
  const { verdict, count: found, outOf, examples, judgedTrials, trials } = check
  const look = LOOKS[verdict]
  const missing =
    judgedTrials < trials && judgedTrials > 0 ? `, ${counted(trials - judgedTrials, 'trial')} not judged` : ''
  if (verdict === 'unknown')
    return { look, found: 'unknown', rest: `${examples[0] ?? 'nothing tells it'}${missing}` }
  const among = outOf === 0 ? `there were no ${of}` : `in ${counted(outOf, of.replace(/s\b/, ''), of)}`
  const example = verdict === 'invalid' && examples[0] ? `: ${examples[0]}` : ''
  return {
    look,
    found: verdict === 'valid' && outOf === 0 ? null : count(found),
    rest: `${among}${example}${missing}`,
  }
}
