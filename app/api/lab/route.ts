import * as operations from '@/lib/core/api/subjects/experiments'
import { readDescribedLab } from '@/lib/config/described-lab'
import { installedUpstreams } from '@/lib/config/upstreams'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readLab, () =>
  Promise.resolve({ lab: readDescribedLab(), upstreams: [...installedUpstreams()] }),
)
