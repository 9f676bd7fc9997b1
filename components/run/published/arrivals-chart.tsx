'use client'

/** Requests per 10 ms after a failure that many had at once, one small chart per strategy on one scale: without jitter they arrive together. */
import { NativeSelect, Skeleton } from '@mantine/core'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useRef } from 'react'
import { Numbers } from '@/components/charts/chart-panel'
import { NumbersSwitch } from '@/components/charts/numbers-switch'
import { useArrivals } from '@/components/data/queries'
import { count, counted } from '@/components/format/figures'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import { useListedInAddress } from '@/components/ui/listed-in-address'
import { Notice } from '@/components/ui/notice'
import { StrategyName } from '@/components/ui/strategy-name'
import { ARRIVAL_SPAN_MS, ARRIVAL_WIDTH_MS, crowding } from '@/lib/core/published/arrivals'
import { arrivalNumbers, arrivalsCsv } from './arrivals-numbers'
import styles from './published.module.css'
import ui from '@/components/ui/ui.module.css'

const BINS = ARRIVAL_SPAN_MS / ARRIVAL_WIDTH_MS
const HEIGHT = 72

export function ArrivalsChart({
  runId,
  looks,
  trials,
}: {
  runId: string
  looks: readonly StrategyLook[]
  /** How many have ended. */
  trials: number
}) {
  const [asked, setAsked] = useQueryState('arrivals', parseAsInteger.withDefault(1))
  const trial = Math.min(trials, Math.max(1, asked))
  const { data, error } = useArrivals(runId, trial)
  const [asTable, setAsTable] = useListedInAddress('numbers', 'arrivals')
  const drawn = useRef<HTMLDivElement>(null)
  const labels = looks.map(({ label }) => label)
  const hasFailed = data !== undefined && data.failureMs !== null
  const most = Math.max(1, ...(data?.arms ?? []).map((bins) => crowding(bins).most))
  return (
    <section className={styles.arrivals} aria-label="Arrivals after the common failure">
      <h3>Requests in each {ARRIVAL_WIDTH_MS} ms after the common failure</h3>
      <div className={styles.controls}>
        <NativeSelect
          size="xs"
          w={140}
          aria-label="Trial of the arrivals"
          value={String(trial)}
          onChange={(event) => void setAsked(Number(event.currentTarget.value))}
          data={Array.from({ length: trials }, (_, index) => ({
            value: String(index + 1),
            label: `Trial ${index + 1}`,
          }))}
        />
        <NumbersSwitch on={asTable} onChange={setAsTable} of="the arrivals" disabled={!hasFailed} />
        {hasFailed ? (
          <SaveMenu
            title={`Requests in each ${ARRIVAL_WIDTH_MS} ms after the common failure, trial ${trial}`}
            isDrawn={!asTable}
            picture={() => [drawn.current]}
            csv={() => Promise.resolve(arrivalsCsv(data, labels))}
          />
        ) : null}
      </div>
      {error ? (
        <ErrorNotice error={error} />
      ) : !data ? (
        <Skeleton h={looks.length * 104} mt={12} />
      ) : data.failureMs === null ? (
        <p className={ui.secondary}>No request failed in this trial.</p>
      ) : (
        <>
          {data.damaged.length > 0 ? (
            <Notice tone="unsure" title="Some of the trial’s attempts cannot be read">
              {data.damaged[0]?.problem} What they held is not drawn.
            </Notice>
          ) : null}
          {asTable ? (
            <Numbers title="Arrivals after the common failure" table={arrivalNumbers(data, labels)} />
          ) : (
            <div ref={drawn}>
              {looks.map((look, arm) => (
                <ArmArrivals key={look.label} look={look} bins={data.arms[arm] ?? []} most={most} />
              ))}
              <div className={styles.axis} aria-hidden="true">
                {Array.from({ length: ARRIVAL_SPAN_MS / 1_000 + 1 }, (_, second) => (
                  <span key={second}>{second} s</span>
                ))}
              </div>
            </div>
          )}
        </>
      )}
    </section>
  )
}

function ArmArrivals({ look, bins, most }: { look: StrategyLook; bins: readonly number[]; most: number }) {
  const { requests, most: own, binsOfHalf } = crowding(bins)
  const words = `${counted(requests, 'request')}; at most ${count(own)} within ${ARRIVAL_WIDTH_MS} ms; half of them within ${count(binsOfHalf * ARRIVAL_WIDTH_MS)} ms together`
  return (
    <div className={styles.arm}>
      <div className={styles.armHead}>
        <StrategyName look={look} />
        <span className={ui.secondary}>{words}</span>
      </div>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${BINS} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${look.label}: ${words}`}
      >
        <line x1={0} x2={BINS} y1={HEIGHT} y2={HEIGHT} stroke="var(--rs-border-strong)" />
        <path d={barsPath(bins, most)} fill="none" stroke={look.colour} strokeWidth={2} />
      </svg>
    </div>
  )
}

/** One upright stroke per bin that holds anything. */
function barsPath(bins: readonly number[], most: number): string {
  return bins
    .map((number, index) =>
      number === 0 ? '' : `M${index + 0.5} ${HEIGHT}V${(HEIGHT * (1 - number / most)).toFixed(1)}`,
    )
    .join('')
}
