'use client'

import { Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import { AXIS_FIELDS } from './axis-fields'
import type { PointDraft } from './draft'
import { fieldId } from './field-id'
import { FieldProblem } from './field-problem'
import { NumberField } from './number-field'
import { nextKey } from './strategy-drafts'
import type { ExperimentForm } from './use-experiment-form'
import styles from './matrix.module.css'

/** The fault points one by one: a row each. */
export function ChosenPoints({ form: { draft, problems, change } }: { form: ExperimentForm }) {
  const { points } = draft
  const put = (key: string, part: Partial<PointDraft>) =>
    change({ points: points.map((point) => (point.key === key ? { ...point, ...part } : point)) })
  const add = () =>
    change({
      // Like the last one: usually only one figure changes.
      points: [...points, { ...(points.at(-1) ?? EMPTY), key: nextKey(points) }],
    })
  return (
    <>
      {points.length === 0 ? null : (
        <table className={styles.points} aria-label="Chosen points">
          <thead>
            <tr>
              {AXIS_NAMES.map((name) => (
                <th key={name} scope="col">
                  {AXIS_FIELDS[name].title} <span>{AXIS_FIELDS[name].unit}</span>
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {points.map((point, index) => (
              <tr key={point.key}>
                {AXIS_NAMES.map((name, column) => (
                  <td key={name}>
                    <NumberField
                      id={fieldId(`matrix.points.${index}.${name}`)}
                      aria-label={`${AXIS_FIELDS[name].title} of point ${index + 1}`}
                      value={point[name]}
                      placeholder="0"
                      error={
                        problems.at(`matrix.points.${index}.${name}`) ??
                        // What concerns the whole row stands at its first field.
                        (column === 0 ? problems.at(`matrix.points.${index}`) : null)
                      }
                      onChange={(value) => put(point.key, { [name]: value })}
                    />
                  </td>
                ))}
                <td>
                  <CloseButton
                    aria-label={`Remove point ${index + 1}`}
                    onClick={() => change({ points: points.filter(({ key }) => key !== point.key) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FieldProblem problems={problems} path="matrix.points" />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={add}
      >
        Point
      </Button>
    </>
  )
}

const EMPTY: Omit<PointDraft, 'key'> = {
  lossPercent: '',
  latencyMs: '',
  jitterMs: '',
  leaderSwitchesPerMinute: '',
}
