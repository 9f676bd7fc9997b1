'use client'

import { ProfilePanel } from '@/components/profile/profile-panel'
import type { TabInput } from './run-tabs'

export default function ProfileTab({ report }: TabInput) {
  return <ProfilePanel report={report} />
}
