/** What is answered when a share link was made. */
import { environment } from '@/lib/config/environment'
import type { AuditSubject } from '@/lib/core/audit/actions'
import type { MadeShare, ShareItem } from '@/lib/core/share/share'
import { createShare } from '@/lib/db/shares'
import type { Sealed } from '../../sealing/seal'

/** Stores what was drawn. Call it in one transaction with its entry in the audit log: nobody would know of a link without one. */
export async function madeShare({ token, share, madeAt }: Sealed): Promise<MadeShare> {
  return {
    share: await createShare(share, undefined, madeAt),
    path: `/s/${token}`,
    servedTo: environment().openToOthers ? 'network' : 'this-machine',
  }
}

/** How the audit log calls it. */
export function shareSubject({ id, title }: Pick<ShareItem, 'id' | 'title'>): AuditSubject {
  return { kind: 'share', id, name: title }
}
