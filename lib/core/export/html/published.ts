/** What is published of the preset that a run was begun from, beside arithmetic and what was measured. */
import { findPreset } from '../../experiment/presets/registry'
import { changesFrom } from '../../published/changes'
import { ARTICLES, CLAIM_LOOKS, tallyWords } from '../../published/claim-words'
import { judgeClaims, type JudgedClaim } from '../../published/judge'
import { suspectWords } from '../../published/words'
import type { RunReport } from '../../summary/report'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { badge, dataTable, nameOf, paragraph, section, wordsCell } from './parts'

/** Nothing for a run of no preset, or of one that nothing is published about. */
export function published(report: RunReport, looks: readonly ChartLook[]): Markup[] {
  const preset = findPreset(report.spec.preset)
  const claims = preset ? judgeClaims(preset, report) : []
  if (!preset || claims.length === 0) return []
  const changes = changesFrom(preset.spec(), report.spec)
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
              text(
                `Article ${source.article}, “${ARTICLES[source.article]}”, ${source.section}: ${source.title} `,
              ),
              tag('q', { lang: 'zh' }, text(source.quote)),
            ),
          ]
        : []),
      ...(changes.length > 0
        ? [
            paragraph(
              `! This run is not the preset as it stands. Changed: ${changes.join(', ')}. What follows is about the run as it was.`,
              'warning',
            ),
          ]
        : []),
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

function subjectOf({ strategy, metric, place }: JudgedClaim): string {
  return [strategy ?? 'The run', metric, place ?? []].flat().join(' · ')
}
