import * as operations from '@/lib/core/api/subjects/reviews'
import { missingPlace } from '@/lib/core/review/place-in-run'
import { readRunPlaces } from '@/lib/db/read-run-places'
import { beginThread } from '@/lib/db/review-comments'
import { endpoint } from '../../../../answers/endpoint'
import { noSuchRun, Refusal } from '../../../../answers/problem'
import { tooManyComments, writerOf } from '../../../../answers/reviewed'
import { changedRun } from '../../../../answers/subjects'

export const dynamic = 'force-dynamic'

export const POST = endpoint(operations.beginThread, async ({ params: { id }, body, who, changed }) => {
  const subject = await changedRun(id)
  const places = await readRunPlaces(id, body.place)
  if (!places) throw noSuchRun()
  const missing = missingPlace(body.place, places)
  if (missing !== null) throw new Refusal('not-understood', `${missing}.`)
  const thread = await beginThread(id, body, writerOf(who))
  if (thread === 'full') throw tooManyComments()
  changed({ action: 'comment.written', subject, detail: { thread: thread.id, on: body.place.on } })
  return thread
})
