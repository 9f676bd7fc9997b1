import { endpoint } from '@/app/api/answers/endpoint'
import { linkNotUsable } from '@/app/api/answers/own-account'
import { hashOf } from '@/lib/auth/secrets'
import { openInvitation } from '@/lib/core/api/subjects/people'
import { findInvitation } from '@/lib/db/invitations'

export const dynamic = 'force-dynamic'

export const POST = endpoint(openInvitation, async ({ body: { secret } }) => {
  const invitation = await findInvitation(hashOf(secret), new Date())
  if (!invitation) throw linkNotUsable()
  const { role, createdByName, expiresAt, setUp } = invitation
  return { role, createdByName, expiresAt, setUp }
})
