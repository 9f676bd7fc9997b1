'use client'

/** What was asked, and where it was done. */
import { EnvironmentPanel } from '@/components/run/environment-panel'
import { SpecPanel } from '@/components/run/spec-panel'
import type { TabInput } from './run-tabs'

export default function SpecTab({ report }: TabInput) {
  return (
    <>
      <SpecPanel report={report} />
      <EnvironmentPanel report={report} />
    </>
  )
}
