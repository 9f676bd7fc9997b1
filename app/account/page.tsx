import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { sessionIdOf } from '@/app/api/answers/own-account'
import { whoOpens } from '@/app/who-opens'
import { AccountPage } from '@/components/account/account-page'
import { NoAccounts } from '@/components/account/no-accounts'
import { listApiTokens } from '@/lib/db/api-tokens'
import { findPerson } from '@/lib/db/people'
import { listSessions } from '@/lib/db/sessions'

export const metadata: Metadata = { title: 'Your account' }

export default async function Page() {
  const who = await whoOpens()
  const person = who.kind === 'account' ? await findPerson(who.id) : null
  if (!person) return <NoAccounts />
  const [sessions, tokens, own] = await Promise.all([
    listSessions(person.id, new Date()),
    listApiTokens(person.id),
    sessionIdOf(new Headers(await headers())),
  ])
  const browsers = sessions.map((session) => ({ ...session, isThis: session.id === own }))
  return <AccountPage initial={{ person, sessions: browsers, tokens }} />
}
