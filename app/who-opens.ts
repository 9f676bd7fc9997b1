/** Who opens the page that is being rendered; looked up once per request. */
import { headers } from 'next/headers'
import { cache } from 'react'
import { whoAsks } from '@/lib/auth/who-asks'

export const whoOpens = cache(async () => whoAsks(new Headers(await headers())))
