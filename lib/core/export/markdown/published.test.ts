import { describe, expect, it } from 'vitest'
import { judgeClaims } from '../../published/judge'
import { presetNamed, reportOf, trialOf, within } from '../../published/report-fixture'
import { exampleReport } from '../report-fixture'
import { runMarkdown } from '../run-markdown'
import { escaped } from './parts'

const p1 = presetNamed('p1')
const figures = { 'No retry': { successRate: within(0.674, 0.702) } }

describe('what is published, in Markdown', () => {
  const report = reportOf(p1.spec(), figures)
  const text = runMarkdown(report)
  const section = text.slice(text.indexOf('## Published'), text.indexOf('## Findings'))

  it('stands beside arithmetic and what was measured, with a verdict per claim', () => {
    expect(text.indexOf('## Published, arithmetic, measured')).toBeGreaterThan(text.indexOf('## Strategies'))
    expect(section).toContain('| Claim | Published | Arithmetic | Measured | Here |')
    expect(section).toContain(
      '| No retry · requests that fail | 85 % | 33.3 % | 31.2 % [29.8, 32.6] | ✕ did not hold |',
    )
  })

  it('says of each claim in a sentence whether it held, and of all of them how many', () => {
    const claims = judgeClaims(p1, report)
    expect(claims.length).toBeGreaterThan(1)
    for (const { sentence } of claims) expect(section).toContain(` ${escaped(sentence)}`)
    expect(section).toMatch(/\*\*Of \d+ claims with a figure: .*1 did not hold here/)
    expect(section).toContain('Article 1, “Chaos verification of Go’s retries”')
  })

  it('warns where the run is not the preset, or its trials are suspect, and only there', () => {
    expect(section).not.toMatch(/⚠|suspect/)
    const changed = { ...p1.spec(), attemptTimeoutMs: 123 }
    const doubtful = runMarkdown(reportOf(changed, figures, { trials: [trialOf({ quality: 'suspect' })] }))
    expect(doubtful).toContain('> ⚠ This run is not the preset as it stands. Changed: the attempt time-out.')
    expect(doubtful).toContain('1 of 1 trial suspect: what came out may be the machine’s doing')
  })

  it('is left out of a run that nothing is published about', () => {
    expect(runMarkdown(exampleReport())).not.toContain('## Published')
    expect(runMarkdown(exampleReport({ preset: 'first-look' }))).not.toContain('## Published')
  })
})
