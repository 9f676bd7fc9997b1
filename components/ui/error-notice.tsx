/** What the server could not do: what happened, why, what to do; nothing where it could. */
import { describeError } from '@/components/data/api'
import { Notice } from './notice'

export function ErrorNotice({ error }: { error: Error | null }) {
  if (!error) return null
  const { title, detail } = describeError(error)
  return (
    <Notice tone="bad" title={title}>
      {detail}
    </Notice>
  )
}
