/** Each change of leader with what it cost each strategy. */
import { Fragment } from 'react'
import { count, milliseconds, number } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import type { LeaderEvent } from '@/lib/core/summary/leader-impact'
import { changeWords, recoveryWords } from '@/lib/core/words/leader-words'
import styles from '@/components/run/run.module.css'
import timeline from './timeline.module.css'
import ui from '@/components/ui/ui.module.css'

export function LeaderTable({
  events,
  looks,
}: {
  events: readonly LeaderEvent[]
  looks: readonly StrategyLook[]
}) {
  return (
    <table className={`${ui.table} ${styles.asList}`} aria-label="Leader changes">
      <thead>
        <tr>
          <th scope="col">Leader change</th>
          <th scope="col">Strategy</th>
          <th scope="col" className={ui.figure}>
            No progress
          </th>
          <th scope="col" className={ui.figure}>
            Retries until recovered
          </th>
          <th scope="col" className={ui.figure}>
            in calm as long
          </th>
          <th scope="col" className={ui.figure}>
            Recovered after
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <Fragment key={event.seenMs}>
            {event.impacts.map((impact, place) => {
              const look = looks[impact.arm]
              return (
                <tr key={impact.arm}>
                  {place === 0 ? (
                    <th scope="rowgroup" rowSpan={event.impacts.length} className={timeline.change}>
                      {changeWords(event)}
                    </th>
                  ) : null}
                  <td data-label="Strategy">{look ? <StrategyName look={look} /> : null}</td>
                  <td className={ui.figure} data-label="No progress">
                    {milliseconds(Math.round(impact.stalledMs))}
                  </td>
                  <td className={ui.figure} data-label="Retries until recovered">
                    {count(impact.retries)}
                  </td>
                  <td className={ui.figure} data-label="in calm as long">
                    {number(impact.retriesInCalm)}
                  </td>
                  <td className={ui.figure} data-label="Recovered after">
                    {recoveryWords(impact)}
                  </td>
                </tr>
              )
            })}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
