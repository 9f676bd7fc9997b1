import { endpoint } from '@/app/api/answers/endpoint'
import { notThere } from '@/app/api/answers/own-account'
import { withdrawInvitation } from '@/lib/core/api/subjects/people'
import { deleteInvitation } from '@/lib/db/invitations'

export const dynamic = 'force-dynamic'

export const DELETE = endpoint(withdrawInvitation, async ({ params: { id }, changed }) => {
  const gone = await deleteInvitation(id)
  if (!gone) throw notThere('invitation')
  const name = gone.note ?? `for a new ${gone.role}`
  changed({ action: 'invitation.withdrawn', subject: { kind: 'invitation', id, name } })
  return new Response(null, { status: 204 })
})
