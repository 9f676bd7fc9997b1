import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { whoOpens } from '@/app/who-opens'
import { ReferencePage } from '@/components/reference/reference-page'
import { environment } from '@/lib/config/environment'

export const metadata: Metadata = { title: 'API reference' }

export default async function Page() {
  // A foreign name is refused before (request-guard.ts).
  const here = environment().publicOrigin ?? `http://${(await headers()).get('host') ?? ''}`
  return <ReferencePage origin={here} withAccounts={(await whoOpens()).kind !== 'solo'} />
}
