/** What is published of a preset against a run of it, for a terminal. */
import { findPreset } from '@/lib/core/experiment/presets/registry'
import { changesFrom } from '@/lib/core/published/changes'
import { judgeClaims } from '@/lib/core/published/judge'
import { suspectWords } from '@/lib/core/published/words'
import type { RunReport } from '@/lib/core/summary/report'
import { textTable } from './text-table'

const NOTHING = '–'

/** The table and a closing sentence per claim; nothing where the run is of no preset with claims. */
export function publishedLines(report: RunReport): string[] {
  const preset = findPreset(report.spec.preset)
  const claims = preset ? judgeClaims(preset, report) : []
  if (!preset || claims.length === 0) return []
  const changes = changesFrom(preset.spec(), report.spec)
  const rows = claims.map(({ strategy, place, metric, published, arithmetic, measured }, index) => [
    String(index + 1),
    [strategy ?? 'the run', place ?? []].flat().join(', '),
    metric,
    published,
    arithmetic?.figure ?? NOTHING,
    measured ?? NOTHING,
  ])
  const { source } = preset
  return [
    `Published, arithmetic, measured (${preset.title}${source ? `; article ${source.article}, ${source.section}` : ''}):`,
    textTable(['', 'Of', 'What', 'Published', 'Arithmetic', 'Measured [95 % interval]'], rows),
    '',
    ...[suspectWords(report) ?? []].flat(),
    ...(changes.length > 0
      ? [
          `This run differs from the preset in ${changes.join(', ')}: what follows is about the run as it was.`,
        ]
      : []),
    ...claims.map(({ sentence }, index) => `${index + 1}. ${sentence}`),
  ]
}
