'use client'

/** Every trial with its receipt and its ledger. */
import { TrialsPanel } from '@/components/run/trials-panel'
import type { TabInput } from './run-tabs'

export default function ReceiptsTab({ report }: TabInput) {
  return <TrialsPanel report={report} />
}
