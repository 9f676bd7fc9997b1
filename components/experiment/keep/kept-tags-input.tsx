'use client'

/** A field of chips that keeps over a reload also what is no chip yet. */
import { TagsInput, type TagsInputProps } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { Start } from './kept-draft'

export function KeptTagsInput({
  start,
  id,
  ...rest
}: TagsInputProps & {
  /** What the form began from: each has texts of its own. */
  start: Pick<Start, 'key'>
  id: string
}) {
  const [typing, setTyping] = useSessionStorage({
    key: `retryscope.typing.${start.key}.${id}`,
    defaultValue: '',
  })
  return <TagsInput id={id} searchValue={typing} onSearchChange={setTyping} {...rest} />
}
