/** How a comparison's verdict looks, on screens and in files: a tone, a sign beside it, and words. */
import { COMPARISON_WORDS, type ComparisonVerdict } from './compare-runs'

export interface VerdictLook {
  tone: 'good' | 'bad' | 'unsure' | 'calm'
  sign: string
  words: string
}

/** A verdict, and whether trials behind it are suspect. */
export interface ComparedVerdict {
  verdict: ComparisonVerdict
  suspect?: boolean
}

const LOOKS: Record<ComparisonVerdict, Pick<VerdictLook, 'tone' | 'sign'>> = {
  better: { tone: 'good', sign: '▲' },
  worse: { tone: 'bad', sign: '▼' },
  same: { tone: 'calm', sign: '=' },
  inconclusive: { tone: 'unsure', sign: '?' },
}

/** What suspect trials have shown keeps its sign and loses its colour: "▲ better, suspect" is no green. */
export function verdictLook({ verdict, suspect = false }: ComparedVerdict): VerdictLook {
  const [look, words] = [LOOKS[verdict], COMPARISON_WORDS[verdict]]
  if (!suspect || verdict === 'inconclusive') return { ...look, words }
  return { ...look, tone: 'unsure', words: `${words}, suspect` }
}

const ORDER: readonly ComparisonVerdict[] = ['better', 'worse', 'same', 'inconclusive']

/** "3 better · 1 inconclusive", "3 better (1 suspect)". */
export function verdictTally(all: readonly ComparedVerdict[]): string {
  return ORDER.flatMap((verdict) => {
    const alike = all.filter((one) => one.verdict === verdict)
    if (alike.length === 0) return []
    const suspect = verdict === 'inconclusive' ? 0 : alike.filter((one) => one.suspect).length
    return [`${alike.length} ${COMPARISON_WORDS[verdict]}${suspect === 0 ? '' : ` (${suspect} suspect)`}`]
  }).join(' · ')
}
