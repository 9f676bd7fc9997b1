'use client'

/** The scenario: faults on a timeline that every trial goes through, as lanes to look at and rows to edit. */
import { Button } from '@mantine/core'
import { useRef } from 'react'
import { MAX_SCENARIO_STEPS } from '@/lib/core/experiment/scenario'
import { threeFaults } from '@/lib/core/experiment/presets/three-faults'
import { Panel } from '@/components/ui/panel'
import { stepDraft } from '../draft-and-spec'
import type { StepDraft } from '../draft'
import { useLab } from '../lab-context'
import { FieldProblem } from '../field-problem'
import { nextKey } from '../strategy-drafts'
import type { ExperimentForm } from '../use-experiment-form'
import { faultGroups } from './fault-groups'
import { FaultMenu } from './fault-menu'
import { StepLanes } from './step-lanes'
import { StepRow } from './step-row'
import { windowOf } from './step-timing'
import styles from './scenario.module.css'
import experiment from '../experiment.module.css'

export function ScenarioSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const steps = draft.scenario
  const target = draft.target.kind
  const windowMs = windowOf(draft.run.trialDurationMs)
  const groups = faultGroups('', target, useLab()?.capabilities ?? null)
  const list = useRef<HTMLOListElement>(null)
  const put = (key: string, part: Partial<StepDraft>) =>
    change({ scenario: steps.map((step) => (step.key === key ? { ...step, ...part } : step)) })
  const add = (added: readonly Omit<StepDraft, 'key'>[]) =>
    change({
      scenario: added.reduce<StepDraft[]>((all, step) => [...all, { ...step, key: nextKey(all) }], steps),
    })
  const isFull = steps.length >= MAX_SCENARIO_STEPS
  return (
    <Panel title="Scenario" note="faults on a timeline, in every trial, besides its fault point">
      {steps.length === 0 ? (
        <p className={styles.empty}>
          No steps yet: every trial meets its fault point of the matrix and nothing else.
        </p>
      ) : (
        <>
          <StepLanes
            steps={steps}
            windowMs={windowMs}
            onMove={put}
            onOpen={(key) => list.current?.querySelector<HTMLElement>(`[data-step="${key}"] input`)?.focus()}
          />
          <ol className={styles.steps} ref={list} aria-label="Steps of the scenario">
            {steps.map((step, index) => (
              <StepRow
                key={step.key}
                step={step}
                index={index}
                groups={groups}
                problems={problems}
                onChange={(part) => put(step.key, part)}
                onDuplicate={() =>
                  change({ scenario: steps.toSpliced(index + 1, 0, { ...step, key: nextKey(steps) }) })
                }
                onRemove={() => change({ scenario: steps.filter(({ key }) => key !== step.key) })}
              />
            ))}
          </ol>
        </>
      )}
      <FieldProblem problems={problems} path="scenario" />
      <div className={experiment.add}>
        <FaultMenu
          target={target}
          disabled={isFull}
          onAdd={(fault) => add([{ fault, atMs: '', forMs: '', params: {} }])}
        />
        <Button
          size="xs"
          variant="default"
          disabled={isFull}
          onClick={() => add(threeFaults(windowMs).map(stepDraft))}
        >
          Three faults at once
        </Button>
        {isFull ? (
          <span className={experiment.full}>A scenario has at most {MAX_SCENARIO_STEPS} steps.</span>
        ) : null}
      </div>
    </Panel>
  )
}
