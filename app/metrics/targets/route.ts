/**
 * Where Prometheus finds all metrics of this product, in the form of its HTTP service discovery: this server, and each live
 * worker, whose port is any free one unless RETRYSCOPE_METRICS_PORT names it.
 */
import { environment } from '@/lib/config/environment'
import { readMetricsAddress } from '@/lib/config/worker-metrics-address'
import * as operations from '@/lib/core/api/subjects/product'
import { readProductState } from '@/lib/db/read-product-state'
import { endpoint } from '../../api/answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readMetricsTargets, async ({ request }) => {
  const { workers } = await readProductState()
  const groups = workers
    .filter(({ alive }) => alive)
    .flatMap(({ id, kind }) => {
      const address = readMetricsAddress(environment().dataDirectory, id)
      if (!address) return []
      return [{ targets: [address.host], labels: { job: 'retryscope-worker', worker: id, kind } }]
    })
  const web = request.headers.get('host') ?? new URL(request.url).host
  return [{ targets: [web], labels: { job: 'retryscope-web' } }, ...groups]
})
