import * as operations from '@/lib/core/api/subjects/shares'
import { readShare, revokeShare } from '@/lib/db/shares'
import { endpoint } from '../../answers/endpoint'
import { shareSubject } from '../../answers/made-share'
import { Refusal } from '../../answers/problem'

export const dynamic = 'force-dynamic'

export const DELETE = endpoint(operations.revokeShare, async ({ params: { id }, changed }) => {
  const share = await readShare(id)
  if (!share || !(await revokeShare(id)))
    throw new Refusal('not-found', 'There is no such share link: its run may have been deleted.')
  changed({ action: 'share.revoked', subject: shareSubject({ id, ...share }) })
  return new Response(null, { status: 204 })
})
