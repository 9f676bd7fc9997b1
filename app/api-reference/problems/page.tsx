import type { Metadata } from 'next'
import { ProblemsPage } from '@/components/reference/problems-page'

export const metadata: Metadata = { title: 'Refusals of the API' }

export default function Page() {
  return <ProblemsPage />
}
