'use client'

/**
 * The field of one number. Whatever is typed or pasted stays in sight and in the draft, also where it is no number: what is wrong
 * is said beside it, and nothing is dropped or changed into something that nobody typed.
 */
import { TextInput, type TextInputProps } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import type { FieldValue } from './draft'
import { figureOf, typedNumber } from './typed-number'

export function NumberField({
  value,
  onChange,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> & {
  /** A number, '' = empty, or a text that is no number. */
  value: FieldValue
  onChange: (value: number | string) => void
}) {
  // "1." on the way to "1.5": as typed for as long as it means the value, then as the value is written.
  const [typing, setTyping] = useState<string | null>(null)
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      value={shownText(typing, value)}
      onChange={({ currentTarget }) => {
        setTyping(currentTarget.value)
        onChange(figureOf(currentTarget.value))
      }}
      onBlur={() => setTyping(null)}
      onKeyDown={(event) => {
        const next = steppedBy(event, value)
        if (next === null) return
        event.preventDefault()
        setTyping(null)
        onChange(next)
      }}
    />
  )
}

/** What stands in the field. @param typing as it was typed last; null = nobody is typing */
export function shownText(typing: string | null, value: FieldValue): string {
  if (typeof value === 'boolean') return ''
  return typing !== null && typedNumber(typing) === value ? typing : String(value)
}

/** One more or less with ↑ and ↓; null for other keys, and where there is no number. */
export function steppedBy(
  {
    key,
    altKey,
    ctrlKey,
    metaKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  value: FieldValue,
): number | null {
  if (typeof value !== 'number' || altKey || ctrlKey || metaKey || shiftKey) return null
  const by = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : null
  // Without the noise of binary fractions (0.1 + 1).
  return by === null ? null : Number((value + by).toPrecision(12))
}
