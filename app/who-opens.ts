/** Who opens the page that is being rendered; looked up once per request. */
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { whoAsks } from '@/lib/auth/who-asks'
import { mayDo, type Access } from '@/lib/core/access/access'

export const whoOpens = cache(async () => whoAsks(new Headers(await headers())))

/** Leads whoever may not to the door, as the proxy has done before: what a page reads must not hang on that alone. */
export async function openedBy(access: Access): Promise<void> {
  if (!mayDo(await whoOpens(), access)) redirect('/sign-in')
}
