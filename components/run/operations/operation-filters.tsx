'use client'

/** Which operations of a trial are shown, and whose: one choice in the address, for the list and for the drawing. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { OPERATION_FILTERS } from '@/lib/core/trace/operation-rows'
import { FILTER_WORDS } from './list-words'
import { useOperationsView } from './operations-view'

export function OperationFilters({
  looks,
  names,
}: {
  looks: readonly StrategyLook[]
  /** What the two fields are called. */
  names: { which: string; whose: string }
}) {
  const [{ ops: filter, opsArm: arm }, setView] = useOperationsView(looks.length)
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={names.which}
        value={filter}
        onChange={(value) =>
          void setView({ ops: OPERATION_FILTERS.find((name) => name === value) ?? null, opsPage: null })
        }
        data={OPERATION_FILTERS.map((name) => ({ value: name, label: FILTER_WORDS[name] }))}
      />
      <NativeSelect
        size="xs"
        aria-label={names.whose}
        value={arm ?? ''}
        onChange={({ currentTarget: { value } }) =>
          void setView({ opsArm: value === '' ? null : Number(value), opsPage: null })
        }
        data={[
          { value: '', label: 'All strategies' },
          ...looks.map(({ label }, index) => ({ value: String(index), label })),
        ]}
      />
    </>
  )
}
