/** What is answered when a share link was made. */
import { environment } from '@/lib/config/environment'
import type { AuditSubject } from '@/lib/core/audit/actions'
import type { MadeShare, ShareItem } from '@/lib/core/share/share'
import { listShares } from '@/lib/db/shares'
import type { Sealed } from '../../sealing/seal'

export async function madeShare({ id, token }: Sealed, runId: string): Promise<MadeShare> {
  const share = (await listShares(runId)).find((one) => one.id === id)
  if (!share) throw new Error('a share that was just made is not listed')
  return {
    share,
    path: `/s/${token}`,
    servedTo: environment().openToOthers ? 'network' : 'this-machine',
  }
}

/** How the audit log calls it. */
export function shareSubject({ id, title }: Pick<ShareItem, 'id' | 'title'>): AuditSubject {
  return { kind: 'share', id, name: title }
}
