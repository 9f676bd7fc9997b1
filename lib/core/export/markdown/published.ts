/** What is published of the preset that a run was begun from, beside arithmetic and what was measured. */
import { articleText, changedText, CLAIM_LOOKS, subjectOf, tallyWords } from '../../published/claim-words'
import { publishedOf } from '../../published/published-of'
import { suspectWords } from '../../published/words'
import type { RunReport } from '../../summary/report'
import { escaped, table } from './parts'

/** Nothing for a run of no preset, or of one that nothing is published about. */
export function published(report: RunReport): string[] {
  const found = publishedOf(report)
  if (!found) return []
  const {
    preset: { title, description, source },
    claims,
    changes,
  } = found
  const sentences = claims.map((claim) => `- **${escaped(subjectOf(claim))}.** ${escaped(claim.sentence)}`)
  return [
    '## Published, arithmetic, measured',
    escaped(`${title}. ${description}`),
    source ? escaped(`${articleText(source)}. “${source.quote}”`) : '',
    changes.length > 0 ? `> ⚠ ${escaped(changedText(changes))}` : '',
    `**${escaped(tallyWords(claims))}** ${escaped(suspectWords(report) ?? '')}`.trim(),
    table(
      ['Claim', 'Published', 'Arithmetic', 'Measured', 'Here'],
      claims.map((claim) => {
        const { sign, words } = CLAIM_LOOKS[claim.verdict]
        const { published: figure, arithmetic, measured } = claim
        return [subjectOf(claim), figure, arithmetic?.figure ?? '–', measured ?? '–', `${sign} ${words}`]
      }),
    ),
    sentences.join('\n'),
  ]
}
