/** Whether somebody has to sign in here. */
import { environment } from '@/lib/config/environment'
import { hasAdministrator } from '@/lib/db/people'

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeWasSetUp?: Promise<boolean> }

/** Looked up once: accounts are set up only where they were asked for before the server started. */
export function accountsNeeded(): Promise<boolean> {
  const { accounts } = environment()
  if (accounts !== 'once-set-up') return Promise.resolve(accounts === 'required')
  holder.retryscopeWasSetUp ??= hasAdministrator().catch((error: unknown) => {
    // An error is no answer: it is asked again, and this request is not served.
    delete holder.retryscopeWasSetUp
    throw error
  })
  return holder.retryscopeWasSetUp
}
