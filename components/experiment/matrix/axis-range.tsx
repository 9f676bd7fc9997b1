'use client'

/** Makes the chips of an axis from a range: from, to, how many, evenly or each so many times the one before. */
import { ActionIcon, Button, Popover, SegmentedControl } from '@mantine/core'
import { IconRuler2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { AxisName } from '@/lib/core/experiment/fault-points'
import { spreadValues, type Spacing } from '@/lib/core/experiment/spread-values'
import { AXIS_FIELDS } from '../axis-fields'
import { NumberField } from '../number-field'
import { noNumberWords } from '../typed-number'
import styles from './range.module.css'

const SPACINGS = [
  { value: 'linear', label: 'Even steps' },
  { value: 'geometric', label: 'Geometric' },
]

export function AxisRange({
  name,
  values,
  onChange,
}: {
  name: AxisName
  /** The chips that stand there. */
  values: readonly string[]
  onChange: (values: string[]) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const { title, unit } = AXIS_FIELDS[name]
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label={`Range of ${title.toLowerCase()}`}
          onClick={() => setOpen(!isOpen)}
        >
          <IconRuler2 size={16} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Range of ${title.toLowerCase()}, ${unit}`}>
        <RangeFields
          unit={unit}
          onAdd={(added) => {
            onChange([...values, ...added])
            setOpen(false)
          }}
          onReplace={(made) => {
            onChange(made)
            setOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function RangeFields({
  unit,
  onAdd,
  onReplace,
}: {
  unit: string
  onAdd: (values: string[]) => void
  onReplace: (values: string[]) => void
}) {
  const [from, setFrom] = useState<number | string>(0)
  const [to, setTo] = useState<number | string>('')
  const [count, setCount] = useState<number | string>(5)
  const [spacing, setSpacing] = useState<Spacing>('linear')
  const wrong = [from, to, count].map(noNumberWords).find((words) => words !== null)
  const made =
    wrong !== undefined
      ? { problem: wrong }
      : from === '' || to === '' || count === ''
        ? { problem: `from, to (${unit}) and how many` }
        : spreadValues({ from: Number(from), to: Number(to), count: Number(count), spacing })
  const chips = Array.isArray(made) ? made.map(String) : null
  // What is wrong stands below all three, where it has room.
  const shared = (value: number | string) => ({
    size: 'xs' as const,
    value,
    error: noNumberWords(value) !== null,
  })
  return (
    <div
      className={styles.range}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        if (chips) onReplace(chips)
      }}
    >
      <div className={styles.numbers}>
        <NumberField {...shared(from)} label="From" onChange={setFrom} />
        <NumberField {...shared(to)} label="To" onChange={setTo} />
        <NumberField {...shared(count)} label="Values" onChange={setCount} />
      </div>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Spacing"
        data={SPACINGS}
        value={spacing}
        onChange={(value) => setSpacing(value === 'geometric' ? 'geometric' : 'linear')}
      />
      <p className={styles.made} aria-live="polite">
        {Array.isArray(made) ? `${made.join(', ')} ${unit}` : made.problem}
      </p>
      <div className={styles.actions}>
        <Button size="compact-sm" disabled={!chips} onClick={() => chips && onReplace(chips)}>
          Replace
        </Button>
        <Button size="compact-sm" variant="default" disabled={!chips} onClick={() => chips && onAdd(chips)}>
          Add
        </Button>
      </div>
    </div>
  )
}
