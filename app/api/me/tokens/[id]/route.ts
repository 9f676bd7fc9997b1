import { endpoint } from '@/app/api/answers/endpoint'
import { notThere, signedIn } from '@/app/api/answers/own-account'
import { revokeToken } from '@/lib/core/api/subjects/own-account'
import { deleteApiToken } from '@/lib/db/api-tokens'

export const dynamic = 'force-dynamic'

export const DELETE = endpoint(revokeToken, async ({ params: { id }, who, changed }) => {
  const token = await deleteApiToken(signedIn(who).id, id)
  if (!token) throw notThere('token')
  changed({ action: 'token.revoked', subject: { kind: 'token', id, name: token.name } })
  return new Response(null, { status: 204 })
})
