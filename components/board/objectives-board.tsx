'use client'

/** Which strategy holds its thresholds, experiment by experiment, and how it went over the last runs. */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useBoard, type StampedBoard } from '@/components/data/list-queries'
import { counted } from '@/components/format/figures'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { TREND_RUNS, type ObjectivesBoard } from '@/lib/core/runs/board'
import { BoardExperimentSection } from './board-experiment'
import { BoardLegend } from './board-legend'
import styles from './board.module.css'
import ui from '@/components/ui/ui.module.css'

/** Experiments that are unfolded at first. */
const OPEN_AT_FIRST = 1

export function ObjectivesBoardPanel({ initial, stamp }: { initial: StampedBoard; stamp: string }) {
  const { data: board = initial.board, error } = useBoard(initial, stamp)
  return (
    <Panel
      title="Objectives"
      explain={<Explain of="threshold" />}
      note={`latest completed run of each experiment with thresholds; trends over the last ${TREND_RUNS}`}
    >
      <ErrorNotice error={error} />
      {board.experiments.length === 0 ? (
        <p className={ui.secondary}>{emptyWords(board)}</p>
      ) : (
        <>
          {board.experiments.map((experiment, place) => (
            <BoardExperimentSection
              key={experiment.name}
              experiment={experiment}
              startsOpen={place < OPEN_AT_FIRST}
            />
          ))}
          <BoardLegend />
        </>
      )}
      <p className={styles.rest} role="status">
        {board.pending > 0 && board.experiments.length > 0
          ? `${counted(board.pending, 'older run is', 'older runs are')} being read anew by this version of Retryscope. `
          : ''}
        {board.unreadable > 0
          ? `${counted(board.unreadable, 'run')} cannot be read and ${board.unreadable === 1 ? 'is' : 'are'} left out. `
          : ''}
      </p>
      {board.more > 0 ? (
        <p className={styles.rest}>
          {counted(board.more, 'further experiment')} ran longer ago:{' '}
          <Anchor component={Link} href="/runs" inherit underline="always">
            all runs
          </Anchor>
        </p>
      ) : null}
    </Panel>
  )
}

function emptyWords({ pending }: ObjectivesBoard): string {
  return pending > 0
    ? `${counted(pending, 'run is', 'runs are')} being read by this version of Retryscope …`
    : 'Nothing is judged yet. Give an experiment a threshold, such as successRate >= 0.99: when a run of it has ended, each strategy stands here with what it held, and with every further run its trend.'
}
