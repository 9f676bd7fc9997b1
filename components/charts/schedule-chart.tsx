'use client'

/** A strategy's delays: the span as a band, the nominal delay as a line, one drawn sequence as dots. */
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Schedule } from '@/lib/core/strategy/schedule'
import { number } from '@/components/format/figures'
import { SaveMenuLater } from '@/components/save/save-menu-later'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { ScheduleDrawingSvg } from './schedule-drawing'
import { scheduleSummary, scheduleWords } from './schedule-data'
import styles from './schedule.module.css'

export function ScheduleChart({
  schedule,
  look,
  mayGoOn,
}: {
  /** Null while the parameters are not accepted. */
  schedule: Schedule | null
  look: StrategyLook
  /** There may be more retries than are shown. */
  mayGoOn: boolean
}) {
  const [asTable, setAsTable] = useState(false)
  const drawn = useRef<HTMLDivElement>(null)
  if (schedule?.decidesByItself)
    return <p className={styles.word}>Decides by itself when to retry; its delays show in the results.</p>
  if (schedule?.attempts.length === 1) return <p className={styles.word}>No retries, so no delays.</p>
  return (
    <div className={styles.chart}>
      <div className={styles.head}>
        <span className={styles.title}>Delay before each retry</span>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-pressed={asTable}
          aria-label={`Delays of ${look.label} as ${asTable ? 'chart' : 'numbers'}`}
          disabled={schedule === null}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Chart' : 'Numbers'}
        </Button>
        {schedule === null ? (
          <span className={styles.noSave} />
        ) : (
          <SaveMenuLater
            title={`Delays of ${look.label}`}
            isDrawn={!asTable}
            picture={() => [drawn.current]}
            csv={async () => (await import('./schedule-csv')).scheduleCsv(schedule, look.label)}
          />
        )}
      </div>
      <div ref={drawn} className={styles.body}>
        {schedule === null ? (
          <p className={styles.waiting}>Shown when the parameters are right</p>
        ) : asTable ? (
          <Numbers schedule={schedule} label={look.label} />
        ) : (
          <ScheduleDrawingSvg
            schedule={schedule}
            look={look}
            words={scheduleWords(schedule, look.label, mayGoOn)}
          />
        )}
      </div>
      <p className={styles.summary}>{schedule ? scheduleSummary(schedule, mayGoOn) : '\u00a0'}</p>
    </div>
  )
}

function Numbers({ schedule, label }: { schedule: Schedule; label: string }) {
  const figure = (value: number | null) => (value === null ? '–' : number(value))
  return (
    <div className={styles.numbers} tabIndex={0} role="region" aria-label={`Delays of ${label}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Retry</th>
            <th scope="col">Nominal, ms</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Drawn</th>
          </tr>
        </thead>
        <tbody>
          {schedule.attempts.slice(1).map((row) => (
            <tr key={row.attempt}>
              <th scope="row">{row.attempt - 1}</th>
              <td>{figure(row.nominalMs)}</td>
              <td>{figure(row.minMs)}</td>
              <td>{figure(row.maxMs)}</td>
              <td>{row.refused ? 'refused' : figure(row.drawnMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
