/** What a spec does to its target, in words and on a timeline, for readers who do not read YAML. */
import { Lanes, type Lane } from '@/components/lanes/lanes'
import { spanWords } from '@/components/lanes/span-words'
import { matrixWords } from '@/lib/core/experiment/matrix-words'
import { targetWords } from '@/lib/core/experiment/target-words'
import { faultOf } from '@/lib/core/fault/registry'
import type { RunReport } from '@/lib/core/summary/report'
import styles from './spec-faults.module.css'

export function SpecFaults({ spec: { matrix, scenario, target, trialDurationMs } }: Pick<RunReport, 'spec'>) {
  const axes = matrixWords(matrix)
  return (
    <div className={styles.specFaults}>
      {target.kind === 'etcd' ? null : (
        <>
          <h3>Target</h3>
          <p>{targetWords(target)}</p>
        </>
      )}
      <h3>Fault matrix</h3>
      <ul className={styles.axesInWords}>
        {axes.length === 0 ? <li>Nothing is disturbed by the matrix.</li> : null}
        {axes.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {matrix.points ? <li>Chosen points, not all combinations.</li> : null}
      </ul>
      {scenario.length === 0 ? null : (
        <>
          <h3>Scenario</h3>
          <Lanes label="Scenario" lanes={scenarioLanes(scenario)} windowMs={trialDurationMs} />
        </>
      )}
    </div>
  )
}

function scenarioLanes(scenario: RunReport['spec']['scenario']): Lane[] {
  return scenario.map((step, index) => {
    const { describe, span } = faultOf(step)
    const momentary = span === 'momentary'
    const endMs = momentary ? step.atMs : step.forMs === undefined ? null : step.atMs + step.forMs
    const words = spanWords({ startMs: step.atMs, endMs })
    const title = describe(step.params)
    return {
      key: `${index}`,
      title,
      note: words,
      marks: [
        {
          ...{ key: `${index}`, startMs: step.atMs, endMs, momentary, look: 'step' },
          words: `${title}, ${words}`,
        },
      ],
    }
  })
}
