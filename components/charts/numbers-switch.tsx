/** Shows the numbers behind a chart in its place; keys find it by data-numbers (components/keys/registry.ts). */
import { Button } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'

export function NumbersSwitch({
  on,
  onChange,
  of,
  disabled = false,
}: {
  on: boolean
  onChange: (on: boolean) => void
  /** Of what, where no title of a chart stands beside it. */
  of?: string
  disabled?: boolean
}) {
  return (
    <Button
      size="compact-xs"
      variant={on ? 'filled' : 'subtle'}
      leftSection={<IconTable size={14} aria-hidden="true" />}
      data-numbers
      aria-pressed={on}
      aria-label={of === undefined ? undefined : `Numbers of ${of}`}
      disabled={disabled}
      onClick={() => onChange(!on)}
    >
      Numbers
    </Button>
  )
}
