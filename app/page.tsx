import { RunsPage } from '@/components/runs/runs-page'
import { listRuns } from '@/lib/db/list-runs'

export const dynamic = 'force-dynamic'

export default async function Page() {
  return <RunsPage initial={await listRuns({ limit: 100 })} />
}
