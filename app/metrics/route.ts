/** Metrics of the web server and of what the database says, for Prometheus. Workers have their own: see targets/. */
import * as operations from '@/lib/core/api/subjects/product'
import { readProductState } from '@/lib/db/read-product-state'
import { guesses } from '@/lib/sharing/guesses'
import { webMetrics } from '@/lib/telemetry/web-metrics'
import { endpoint } from '../api/answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readMetrics, async () => {
  const metrics = webMetrics()
  return new Response(await metrics.render(await readProductState(), guesses().counts()), {
    headers: { 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' },
  })
})
