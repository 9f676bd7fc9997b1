'use client'

/** One experiment of the board: every strategy against every threshold in its latest run, and how it went before. */
import { Anchor, Button } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import Link from 'next/link'
import { useRef, useState } from 'react'
import { counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { Numbers } from '@/components/charts/chart-panel'
import { RunLabels } from '@/components/runs/run-labels'
import { SaveMenuLater } from '@/components/save/save-menu-later'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { Badge, QualityBadge } from '@/components/ui/state-badge'
import { standing, type BoardExperiment } from '@/lib/core/runs/board'
import { boardCsv, boardNumbers } from './board-numbers'
import { VERDICT_LOOKS } from './objective-words'
import { ThresholdRows } from './threshold-rows'
import styles from './board.module.css'
import ui from '@/components/ui/ui.module.css'

export function BoardExperimentSection({
  experiment,
  startsOpen,
}: {
  experiment: BoardExperiment
  startsOpen: boolean
}) {
  const [open, setOpen] = useState(startsOpen)
  const [asTable, setAsTable] = useState(false)
  const drawn = useRef<HTMLTableElement>(null)
  const { name, runs, strategies, thresholds } = experiment
  const latest = runs.at(-1)
  if (!latest) return null
  return (
    <details
      className={styles.experiment}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h3>{name}</h3>
        <Standings experiment={experiment} />
      </summary>
      <div className={styles.facts}>
        <span>
          <Anchor component={Link} href={`/runs/${latest.id}`} inherit underline="always">
            Run {latest.number}
          </Anchor>
          {latest.finishedAt ? (
            <>
              {' '}
              · <LocalTime iso={latest.finishedAt} relative />
            </>
          ) : null}
        </span>
        <RunLabels version={latest.version} tags={latest.tags} />
        <span className={styles.factsSide}>
          <Anchor component={Link} href={`/runs?${new URLSearchParams({ experiment: name })}`} inherit>
            All its runs
          </Anchor>
          <Button
            size="compact-xs"
            variant={asTable ? 'filled' : 'subtle'}
            leftSection={<IconTable size={14} aria-hidden="true" />}
            aria-pressed={asTable}
            aria-label={`Numbers of ${name}`}
            onClick={() => setAsTable(!asTable)}
          >
            Numbers
          </Button>
          <SaveMenuLater
            title={`Objectives of ${name}`}
            note="Dot: held; cross: missed; ring: inconclusive; dashed: the limit."
            isDrawn={!asTable}
            picture={() => [drawn.current]}
            csv={() => Promise.resolve(boardCsv(experiment))}
          />
        </span>
      </div>
      {asTable ? (
        <Numbers title={name} table={boardNumbers(experiment)} />
      ) : (
        <table ref={drawn} className={`${ui.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              <th scope="col">Run {latest.number}</th>
              <th scope="col">Measured (95 % interval)</th>
              <th scope="col">Against the limit</th>
              <th scope="col">
                {runs.length === 1 ? 'Trend: one run so far' : `Trend: last ${counted(runs.length, 'run')}`}
              </th>
            </tr>
          </thead>
          {thresholds.map((threshold) => (
            <ThresholdRows
              key={JSON.stringify(threshold.threshold)}
              threshold={threshold}
              looks={strategyLooks(strategies)}
              runs={runs}
            />
          ))}
        </table>
      )}
    </details>
  )
}

/** How many strategies hold everything that is asked of them. */
function Standings({ experiment }: { experiment: BoardExperiment }) {
  const standings = experiment.strategies.map((_, arm) => standing(experiment, arm))
  const number = (verdict: keyof typeof VERDICT_LOOKS) => standings.filter((one) => one === verdict).length
  const asked = standings.filter((one) => one !== null).length
  return (
    <span className={styles.standings}>
      <Badge {...(number('pass') === 0 ? { tone: 'calm', sign: '–' } : VERDICT_LOOKS.pass)}>
        {`${number('pass')} of ${counted(asked, 'strategy holds', 'strategies hold')} all`}
      </Badge>
      {number('fail') > 0 ? <Badge {...VERDICT_LOOKS.fail}>{`${number('fail')} missed`}</Badge> : null}
      {number('inconclusive') > 0 ? (
        <Badge {...VERDICT_LOOKS.inconclusive}>{`${number('inconclusive')} inconclusive`}</Badge>
      ) : null}
      {/* What is held or missed in it may be the machine's doing. */}
      {experiment.runs.at(-1)?.quality === 'suspect' ? <QualityBadge quality="suspect" /> : null}
    </span>
  )
}
