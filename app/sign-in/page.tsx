import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { whoOpens } from '@/app/who-opens'
import { SignInPage } from '@/components/account/sign-in-page'
import { sessionCookieName } from '@/lib/auth/better-auth'
import { hasAdministrator } from '@/lib/db/people'
import { returnPath } from '@/lib/core/access/return-path'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  const back = returnPath(typeof next === 'string' ? next : null)
  if ((await whoOpens()).kind !== 'nobody') redirect(back)
  // Signing out takes the cookie along: whoever still shows one did not leave by themselves.
  const hasEnded = (await cookies()).has(sessionCookieName())
  return <SignInPage next={back} isSetUp={await hasAdministrator()} hasEnded={hasEnded} />
}
