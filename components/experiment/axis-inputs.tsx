'use client'

import type { AxisName } from '@/lib/core/experiment/fault-points'
import { AXIS_NAMES } from '@/lib/core/experiment/fault-points'
import { AXIS_FIELDS } from './axis-fields'
import { fieldId } from './field-id'
import { expandChips } from './axis-values'
import { KeptTagsInput } from './keep/kept-tags-input'
import { AxisRange } from './matrix/axis-range'
import type { ExperimentForm } from './use-experiment-form'
import styles from './matrix.module.css'

const SUGGESTIONS: Record<AxisName, string[]> = {
  lossPercent: ['0', '5', '15', '25', '40'],
  latencyMs: ['0', '20', '50', '100', '200', '500'],
  jitterMs: ['0', '20', '50', '100', '180', '450'],
  leaderSwitchesPerMinute: ['0', '1', '6', '12', '30'],
}

const PACKETS_LOST = 'Share of single packets that are dropped; TCP sends them again, so callers see delay.'

/** So many chips do not fit into their box, which scrolls then. */
const MANY = 12

/** Arrow keys scroll it once the focus is there. */
const scrolled = (title: string) => ({
  tabIndex: 0,
  role: 'group',
  'aria-label': `Values of ${title.toLowerCase()}`,
})

/** Each axis as a list of chips; a range that is typed becomes its values at once. */
export function AxisInputs({ form: { start, draft, problems, change } }: { form: ExperimentForm }) {
  // Only etcd has a leader.
  const shown = AXIS_NAMES.filter(
    (name) => draft.target.kind === 'etcd' || name !== 'leaderSwitchesPerMinute',
  )
  return (
    <>
      <div className={styles.axes}>
        {shown.map((name) => (
          <KeptTagsInput
            key={name}
            start={start}
            id={fieldId(`matrix.${name}`)}
            label={AXIS_FIELDS[name].label}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            description={
              name === 'lossPercent' && draft.loss.mode === 'packet'
                ? PACKETS_LOST
                : AXIS_FIELDS[name].description
            }
            placeholder={draft[name].length === 0 ? 'a number, then Enter' : ''}
            value={draft[name]}
            data={SUGGESTIONS[name].filter((value) => !draft[name].includes(value))}
            error={problems.under(`matrix.${name}`)}
            rightSection={
              <AxisRange
                name={name}
                values={draft[name]}
                onChange={(values) => change({ [name]: expandChips(values) })}
              />
            }
            classNames={{ inputField: styles.typing, input: styles.chips }}
            attributes={draft[name].length > MANY ? { input: scrolled(AXIS_FIELDS[name].title) } : {}}
            splitChars={[',', ';']}
            acceptValueOnBlur
            onChange={(values) => change({ [name]: expandChips(values) })}
          />
        ))}
      </div>
      <p className={styles.hint}>
        Several values at once: <kbd>0..40 step 5</kbd>, <kbd>10..1000 in 5</kbd>,{' '}
        <kbd>10..1000 in 5 geometric</kbd> or <kbd>0 20 50</kbd>, then Enter. A comma ends a value: write{' '}
        <kbd>0.5</kbd> with a point.
      </p>
    </>
  )
}
