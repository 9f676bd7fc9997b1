/** The picture that a preview of a link shows: title, verdict and the strategies with their intervals. Made once, when a link is made. */
import { ImageResponse } from 'next/og'
import type { ReactElement } from 'react'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { cssVariables } from '@/components/theme/tokens'
import { compareRuns, METRIC_TITLES, type ComparedMetric } from '@/lib/core/comparison/compare-runs'
import { differenceWords } from '@/lib/core/words/compared-words'
import { verdictLine, withDoubt } from '@/lib/core/export/report-words'
import { estimateText } from '@/lib/core/published/words'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RunReport } from '@/lib/core/summary/report'
import { drawable } from './drawable'

const SIZE = { width: 1200, height: 630 }
const TRACK = 420
const MOST_ROWS = 5
const colours = cssVariables('light')

interface Row {
  label: string
  colour: string
  estimate: Estimate | null
  words: string
}

export function runPicture(title: string, report: RunReport): Promise<Uint8Array<ArrayBuffer>> {
  const looks = strategyLooks(report.spec.strategies)
  const rows = report.arms.flatMap(({ successRate }, arm): Row[] => {
    const look = looks[arm]
    if (!look) return []
    const words = successRate ? estimateText(successRate, 'percent') : 'no interval'
    return [{ label: look.label, colour: look.colour, estimate: successRate, words }]
  })
  const best = [...rows].sort((a, b) => (b.estimate?.value ?? -1) - (a.estimate?.value ?? -1))
  return picture(title, withDoubt(verdictLine(report), [report]), 'Success rate, 95 % intervals', best, 0, 1)
}

export function comparisonPicture(
  title: string,
  baseline: RunReport,
  others: readonly RunReport[],
  metric: ComparedMetric,
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = others.flatMap((report) => {
    const looks = strategyLooks(report.spec.strategies)
    return compareRuns(report, baseline, [metric]).flatMap(({ arm, label, overall }): Row[] => {
      const look = looks[arm]
      const [comparison] = overall
      if (!look || !comparison) return []
      const { difference } = comparison
      const words = differenceWords(metric, comparison)
      return [{ label: `${label}, run ${report.number}`, colour: look.colour, estimate: difference, words }]
    })
  })
  const ends = rows.flatMap(({ estimate }) => (estimate ? [estimate.low, estimate.high] : []))
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  return picture(
    title,
    withDoubt('Run minus baseline', [baseline, ...others]),
    `${METRIC_TITLES[metric]}, 95 % intervals`,
    rows,
    low,
    high || 1,
  )
}

async function picture(
  title: string,
  verdict: string,
  caption: string,
  rows: readonly Row[],
  low: number,
  high: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const at = (value: number) => Math.round(((value - low) / (high - low || 1)) * TRACK)
  const more = rows.length - MOST_ROWS
  const card = (
    <div
      style={box({
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: 56,
        background: of('page'),
        color: of('ink'),
      })}
    >
      <div style={box({ fontSize: 26, color: of('ink-soft') })}>Retryscope</div>
      <div style={box({ fontSize: 46, marginTop: 12, lineHeight: 1.2 })}>{drawable(title, 90)}</div>
      <div style={box({ fontSize: 30, marginTop: 12 })}>{drawable(verdict, 80)}</div>
      <div style={box({ fontSize: 24, marginTop: 28, color: of('ink-soft') })}>{caption}</div>
      <div style={box({ flexDirection: 'column', flexGrow: 1, justifyContent: 'space-around' })}>
        {rows.slice(0, MOST_ROWS).map((row, index) => (
          <div key={index} style={box({ alignItems: 'center', fontSize: 26 })}>
            <div style={box({ width: 330 })}>{drawable(row.label, 24)}</div>
            <Whisker row={row} at={at} />
            <div style={box({ marginLeft: 28 })}>{drawable(row.words, 32)}</div>
          </div>
        ))}
      </div>
      {more > 0 ? (
        <div style={box({ fontSize: 24, marginTop: 14, color: of('ink-soft') })}>{`and ${more} more`}</div>
      ) : null}
    </div>
  )
  return new Uint8Array(await new ImageResponse(card, SIZE).arrayBuffer())
}

function Whisker({
  row: { colour, estimate },
  at,
}: {
  row: Row
  at: (value: number) => number
}): ReactElement {
  const fill = colours[/--[\w-]+/.exec(colour)?.[0] ?? ''] ?? of('ink')
  return (
    <div style={box({ position: 'relative', width: TRACK, height: 24 })}>
      <div
        style={box({
          position: 'absolute',
          top: 10,
          left: 0,
          width: TRACK,
          height: 4,
          background: of('border'),
        })}
      />
      {estimate ? (
        <div
          style={box({
            ...{ position: 'absolute', top: 10, left: at(estimate.low), height: 4, background: fill },
            width: Math.max(2, at(estimate.high) - at(estimate.low)),
          })}
        />
      ) : null}
      {estimate ? (
        <div
          style={box({
            ...{ position: 'absolute', top: 3, left: at(estimate.value) - 9, width: 18, height: 18 },
            ...{ borderRadius: 9, background: fill },
          })}
        />
      ) : null}
    </div>
  )
}

/** Everything that has children says how it lays them out. */
function box(style: React.CSSProperties): React.CSSProperties {
  return { display: 'flex', ...style }
}

function of(name: string): string {
  return colours[`--rs-${name}`] ?? '#000000'
}
