/** The one way to begin, on every page that has one. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import Link from 'next/link'

export function NewExperimentButton() {
  return (
    <Button
      data-needs="editor"
      component={Link}
      href="/experiments/new"
      leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
    >
      New experiment
    </Button>
  )
}
