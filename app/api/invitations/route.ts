import { endpoint } from '@/app/api/answers/endpoint'
import { withAccounts } from '@/app/api/answers/own-account'
import { hashOf, newSecret } from '@/lib/auth/secrets'
import { environment } from '@/lib/config/environment'
import { authorOf } from '@/lib/core/access/access'
import { DAY_MS } from '@/lib/core/access/account-rules'
import { withNext } from '@/lib/core/api/paging'
import { createInvitation, listInvitations } from '@/lib/core/api/subjects/people'
import { createInvitation as storeInvitation, listInvitations as readInvitations } from '@/lib/db/invitations'

export const dynamic = 'force-dynamic'

export const GET = endpoint(listInvitations, async ({ query, who, request }) => {
  withAccounts(who)
  return withNext(await readInvitations(query, new Date()), new URL(request.url))
})

export const POST = endpoint(
  createInvitation,
  async ({ body: { role, days, note }, who, request, changed }) => {
    withAccounts(who)
    const secret = newSecret('rsi_')
    const invitation = await storeInvitation({
      ...{ tokenHash: hashOf(secret), role, note: note === '' ? null : note, author: authorOf(who) },
      expiresAt: new Date(Date.now() + days * DAY_MS),
    })
    const subject = { kind: 'invitation', id: invitation.id, name: note === '' ? `for a new ${role}` : note }
    changed({ action: 'invitation.created', subject, detail: { role, days } })
    // The guard has looked at Host: it is a name that is served.
    const here = environment().publicOrigin ?? `http://${request.headers.get('host') ?? ''}`
    return { invitation, url: `${here}/invitation#${secret}` }
  },
)
