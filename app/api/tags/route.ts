import * as operations from '@/lib/core/api/subjects/runs'
import { listTags } from '@/lib/db/find-runs'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listTags, async () => ({ tags: await listTags() }))
