/** Why tags cannot be taken as typed, for people; null when they can. */
import { tagsSchema } from '@/lib/core/experiment/run-labels'
import { wordIssue } from '@/lib/core/experiment/spec-problem'

export function tagsProblem(tags: readonly string[]): string | null {
  const result = tagsSchema.safeParse(tags, { error: wordIssue })
  if (result.success) return null
  const [issue] = result.error.issues
  const place = issue?.path[0]
  return typeof place === 'number' ? `“${tags[place]}”: ${issue?.message}` : (issue?.message ?? null)
}
