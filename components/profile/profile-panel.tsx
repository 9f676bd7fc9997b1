'use client'

/** What was recorded of the measuring thread in a trial: two flame graphs, the heap, and the files to take away. */
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useProfile } from '@/components/data/queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import { FLAME_VIEWS, type FlameView } from '@/lib/core/profile/profile'
import type { RunReport } from '@/lib/core/summary/report'
import { FlameGraph } from './flame-graph'
import { HealthLines } from './health-lines'
import { costWords, recordedNote, unitOf, VIEW_TITLES, viewExplanation } from './profile-words'
import { TopFrames } from './top-frames'
import styles from './profile.module.css'
import ui from '@/components/ui/ui.module.css'

export function ProfilePanel({ report }: { report: RunReport }) {
  const recorded = report.trials.filter(({ profiled }) => profiled === true)
  const foundIn = report.findings.find(({ rule }) => rule === 'abandoned-work')?.worstTrial
  const [chosen, setChosen] = useState<number | null>(null)
  const [view, setView] = useState<FlameView>(foundIn === undefined ? 'cpu' : 'abandoned')
  const index = chosen ?? foundIn ?? recorded[0]?.index ?? null
  const trial = index === null ? null : index + 1
  const { data: profile, error } = useProfile(report.id, trial)
  return (
    <Panel title="Profile" note={recordedNote(recorded.length, report.trials.length)}>
      {trial === null ? (
        <p className={ui.secondary}>
          No trial of this run was recorded. Set <strong>Profile</strong> of an experiment to “first” or
          “each” (in a file: <code>profile: first</code>): the CPU, the heap, and every timer, call and
          promise that waits are then recorded, by the code that created them. It slows operations down, so
          leave it off where figures matter.
        </p>
      ) : (
        <div className={ui.stack}>
          <div className={styles.controls}>
            <NativeSelect
              size="xs"
              label="Trial"
              value={String(index)}
              data={recorded.map((one) => ({
                value: String(one.index),
                label: `${one.index + 1}: ${pointWords(report, one.pointIndex)}, repetition ${one.repetition + 1}`,
              }))}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
            <NativeSelect
              size="xs"
              label="Picture"
              value={view}
              data={FLAME_VIEWS.map((value) => ({ value, label: VIEW_TITLES[value] }))}
              onChange={(event) => setView(event.currentTarget.value as FlameView)}
            />
            <Downloads base={`/api/runs/${report.id}/trials/${trial}/profile`} view={view} />
          </div>
          <ErrorNotice error={error} />
          {profile ? (
            <>
              <p className={ui.secondary}>{viewExplanation(view, profile)}</p>
              {profile.flames[view].tree.total > 0 ? (
                <>
                  <FlameGraph
                    key={`${trial} ${view}`}
                    tree={profile.flames[view].tree}
                    unit={unitOf(view)}
                    label={`Flame graph, ${VIEW_TITLES[view]}`}
                  />
                  <TopFrames flame={profile.flames[view]} unit={unitOf(view)} />
                </>
              ) : null}
              <HealthLines profile={profile} windowMs={report.spec.trialDurationMs} trial={trial} />
              <p className={ui.secondary}>{costWords(profile)}</p>
            </>
          ) : (
            <div className={styles.waiting} aria-busy={!error} />
          )}
        </div>
      )}
    </Panel>
  )
}

function Downloads({ base, view }: { base: string; view: FlameView }) {
  return (
    <p className={styles.downloads}>
      <a href={`${base}?format=cpuprofile`} download>
        .cpuprofile
      </a>
      <a href={`${base}?format=folded&of=${view}`} download>
        Folded stacks of this picture
      </a>
    </p>
  )
}

function pointWords({ points, spec }: RunReport, pointIndex: number): string {
  const point = points[pointIndex]
  return point ? describeFaultPoint(point, spec.matrix.loss.mode) : ''
}
