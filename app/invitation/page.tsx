import type { Metadata } from 'next'
import { whoOpens } from '@/app/who-opens'
import { JoinPage } from '@/components/account/join-page'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

export default async function Page() {
  const who = await whoOpens()
  return <JoinPage isSetUp={false} signedInAs={who.kind === 'account' ? who.name : null} />
}
