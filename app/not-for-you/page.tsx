/** Stands in the place of a page that is not for whoever asked for it (proxy.ts). */
import type { Metadata } from 'next'
import { whoOpens } from '@/app/who-opens'
import { Notice } from '@/components/ui/notice'

export const metadata: Metadata = { title: 'For administrators' }

export default async function Page() {
  const who = await whoOpens()
  return (
    <Notice tone="info" title="This page is for administrators">
      {'role' in who ? `You are ${who.role}. ` : ''}An administrator can give you another role.
    </Notice>
  )
}
