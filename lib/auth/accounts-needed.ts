/** Whether somebody has to sign in here. */
import { environment } from '@/lib/config/environment'
import { hasAdministrator } from '@/lib/db/people'

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeWasSetUp?: boolean }

/**
 * Asked anew until there is an administrator, whom another process may have made a moment ago; from then on nobody is let in
 * without signing in until the server is started again.
 */
export async function accountsNeeded(): Promise<boolean> {
  const { accounts } = environment()
  if (accounts !== 'once-set-up') return accounts === 'required'
  // Only yes is kept. An error is no answer: this request is not served.
  if (!holder.retryscopeWasSetUp) holder.retryscopeWasSetUp = await hasAdministrator()
  return holder.retryscopeWasSetUp
}
