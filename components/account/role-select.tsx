'use client'

import { NativeSelect } from '@mantine/core'
import { ROLES, type Role } from '@/lib/core/access/access'

/** @param most nothing above it is offered */
export function RoleSelect({
  label,
  role,
  most = 'admin',
  hidesLabel = false,
  disabled = false,
  onChange,
}: {
  label: string
  role: Role
  most?: Role
  hidesLabel?: boolean
  disabled?: boolean
  onChange: (role: Role) => void
}) {
  const offered = ROLES.slice(0, ROLES.indexOf(most) + 1)
  return (
    <NativeSelect
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      data={[...offered]}
      value={role}
      disabled={disabled}
      onChange={({ currentTarget }) => {
        const chosen = offered.find((one) => one === currentTarget.value)
        if (chosen) onChange(chosen)
      }}
    />
  )
}
