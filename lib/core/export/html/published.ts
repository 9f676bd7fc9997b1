/** What is published of the preset that a run was begun from, beside arithmetic and what was measured. */
import { articleText, changedText, CLAIM_LOOKS, subjectOf, tallyWords } from '../../published/claim-words'
import type { JudgedClaim } from '../../published/judge'
import { publishedOf } from '../../published/published-of'
import { suspectWords } from '../../published/words'
import type { RunReport } from '../../summary/report'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { badge, dataTable, nameOf, paragraph, section, wordsCell } from './parts'

/** Nothing for a run of no preset, or of one that nothing is published about. */
export function published(report: RunReport, looks: readonly ChartLook[]): Markup[] {
  const found = publishedOf(report)
  if (!found) return []
  const { preset, claims, changes } = found
  const { source } = preset
  return [
    section(
      'Published, arithmetic, measured',
      tag('p', {}, text(`${preset.title}. ${preset.description}`)),
      ...(source
        ? [
            tag(
              'p',
              { class: 'soft' },
              text(`${articleText(source)} `),
              tag('q', { lang: 'zh' }, text(source.quote)),
            ),
          ]
        : []),
      ...(changes.length > 0 ? [paragraph(`! ${changedText(changes)}`, 'warning')] : []),
      tag('p', {}, tag('strong', {}, text(tallyWords(claims))), text(` ${suspectWords(report) ?? ''}`)),
      dataTable(
        'What is published and measured',
        ['Claim', 'Published', 'Arithmetic', 'Measured', 'Here'],
        claims.map((claim) => rowOf(claim, looks)),
        { class: 'claims' },
      ),
      tag(
        'ol',
        { class: 'sentences' },
        ...claims.map((claim) =>
          tag('li', {}, tag('strong', {}, text(`${subjectOf(claim)}. `)), text(claim.sentence)),
        ),
      ),
    ),
  ]
}

function rowOf(claim: JudgedClaim, looks: readonly ChartLook[]): Markup[] {
  const { strategy, arm, metric, place, published: words, arithmetic, measured, verdict } = claim
  const look = arm === null ? undefined : looks[arm]
  const { tone, sign, words: verdictWords } = CLAIM_LOOKS[verdict]
  return [
    tag(
      'span',
      {},
      look ? nameOf(look) : text(strategy ?? 'The run'),
      tag('span', { class: 'under' }, text([metric, place ?? []].flat().join(' · '))),
    ),
    wordsCell(text(words)),
    wordsCell(text(arithmetic?.figure ?? '–')),
    wordsCell(text(measured ?? '–')),
    badge(tone, `${sign} ${verdictWords}`),
  ]
}
