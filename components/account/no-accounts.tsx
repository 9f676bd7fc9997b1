/** What stands on the pages of accounts where nobody has to sign in. */
import { EmptyState } from '@/components/ui/empty-state'

export function NoAccounts() {
  return (
    <EmptyState title="Nobody has to sign in here" action={{ href: '/', words: 'Home' }}>
      This server answers this machine only, so there are no accounts. To have them, start it with
      RETRYSCOPE_AUTH=on: it then prints a link that makes the first administrator.
    </EmptyState>
  )
}
