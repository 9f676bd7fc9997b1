import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { whoOpens } from '@/app/who-opens'
import { SignInPage } from '@/components/account/sign-in-page'
import { Notice } from '@/components/ui/notice'
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
  return (
    <>
      {hasEnded ? (
        <Notice tone="info" title="Your session has ended">
          It has expired, or was ended from elsewhere. If you cannot sign in again, your account may have been
          removed: ask an administrator.
        </Notice>
      ) : null}
      <SignInPage next={back} isSetUp={await hasAdministrator()} />
    </>
  )
}
