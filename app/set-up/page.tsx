import type { Metadata } from 'next'
import { JoinPage } from '@/components/account/join-page'

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' }

export default function Page() {
  return <JoinPage isSetUp signedInAs={null} />
}
