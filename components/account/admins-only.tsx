/** In place of a page that takes an administrator. */
import { Notice } from '@/components/ui/notice'
import type { Role } from '@/lib/core/access/access'

export function AdminsOnly({ role }: { role: Role | null }) {
  return (
    <Notice tone="info" title="This page is for administrators">
      {role === null ? '' : `Your role is ${role}. `}An administrator can give you another role.
    </Notice>
  )
}
