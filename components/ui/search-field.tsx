'use client'

/** A search that stands in the address: written there when somebody has stopped typing, and without a step back for each letter. */
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { debounce, type Options } from 'nuqs'

const TYPING: Options = { limitUrlUpdates: debounce(250), history: 'replace' }

export function SearchField({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string
  placeholder: string
  value: string
  onChange: (text: string, options: Options) => void
}) {
  return (
    <TextInput
      type="search"
      label={label}
      placeholder={placeholder}
      value={value}
      maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.8} aria-hidden="true" />}
      onChange={(event) => onChange(event.currentTarget.value, TYPING)}
    />
  )
}
