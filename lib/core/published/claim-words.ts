/** How verdicts on claims look and read. */
import type { Source } from './claim'
import type { ClaimVerdict, JudgedClaim } from './judge'

const ARTICLES: Record<Source['article'], string> = {
  1: 'Chaos verification of Go’s retries',
  2: 'Four causes of failing retries in Go',
}

export const CLAIM_LOOKS = {
  held: { tone: 'good', sign: '✓', words: 'held here' },
  missed: { tone: 'bad', sign: '✕', words: 'did not hold' },
  impossible: { tone: 'bad', sign: '≠', words: 'cannot hold' },
  untold: { tone: 'unsure', sign: '?', words: 'cannot be told' },
  'no-figure': { tone: 'calm', sign: '·', words: 'no figure' },
  absent: { tone: 'calm', sign: '–', words: 'not in this run' },
  pending: { tone: 'calm', sign: '…', words: 'not yet measured' },
} as const satisfies Record<ClaimVerdict, unknown>

/** "Of 7 claims with a figure: 2 held here, 3 did not hold here, 1 cannot hold by arithmetic, 1 cannot be told." */
export function tallyWords(claims: readonly Pick<JudgedClaim, 'verdict'>[]): string {
  const of = (wanted: ClaimVerdict) => claims.filter(({ verdict }) => verdict === wanted).length
  const judged = claims.length - of('no-figure')
  const parts = [
    { count: of('held'), words: 'held here' },
    { count: of('missed'), words: 'did not hold here' },
    { count: of('impossible'), words: 'cannot hold by arithmetic' },
    { count: of('untold'), words: 'cannot be told' },
    { count: of('pending'), words: 'not yet measured' },
    { count: of('absent'), words: 'not looked at, for want of their strategy, fault point or trial' },
  ].flatMap(({ count, words }) => (count > 0 ? [`${count} ${words}`] : []))
  return `Of ${judged} ${judged === 1 ? 'claim' : 'claims'} with a figure: ${parts.join(', ')}.`
}

/** Who and what a claim is about: "constant · operations that fail · 5 % request loss". */
export function subjectOf({
  strategy,
  metric,
  place,
}: Pick<JudgedClaim, 'strategy' | 'metric' | 'place'>): string {
  return [strategy ?? 'The run', metric, place ?? []].flat().join(' · ')
}

/** Where it was published, without the article's own words. */
export function articleText({ article, section, title }: Omit<Source, 'quote'>): string {
  return `Article ${article}, “${ARTICLES[article]}”, ${section}: ${title}`
}

/** Says that a run is not what was published about. @param changes at least one */
export function changedText(changes: readonly string[]): string {
  return `This run is not the preset as it stands. Changed: ${changes.join(', ')}. What follows is about the run as it was.`
}
