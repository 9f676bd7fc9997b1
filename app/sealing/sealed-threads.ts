/** The comments on a run as a sealed page shows them: names and texts cleaned before anything is drawn of them. */
import { placeWords } from '@/components/review/review-words'
import type { SealedThread } from '@/lib/core/export/html/comments'
import type { Thread } from '@/lib/core/review/comment'
import type { redactor } from '@/lib/core/share/redaction'
import type { RunReport } from '@/lib/core/summary/report'
import { commentText } from './comment-text'

/** @param report what places are named by, cleaned already @param clean takes out what is to be hidden */
export function sealedThreads(
  threads: readonly Thread[],
  report: RunReport,
  { text: clean, author: cleanName }: Pick<ReturnType<typeof redactor>, 'text' | 'author'>,
): SealedThread[] {
  return threads.map(({ place, resolved, comments }) => ({
    place: clean(placeWords(place, report)),
    resolved: resolved !== null,
    comments: comments.map(({ author, text, createdAt, editedAt, deleted }) => ({
      author: cleanName(author.name),
      ...{ at: createdAt, edited: editedAt !== null },
      content: deleted ? null : commentText(text, clean),
    })),
  }))
}

/** Whoever has written one of them; by a token, also the person it belongs to. */
export function authorsOf(threads: readonly Thread[]): string[] {
  const names = threads.flatMap(({ comments }) => comments.map(({ author }) => author.name))
  return [...new Set(names.flatMap((name) => [name, name.replace(/ \(token .*\)$/, '')]))]
}
