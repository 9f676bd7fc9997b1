/** Metrics of the web server and of what the database says, for Prometheus. Workers have their own: see targets/. */
import { readProductState } from '@/lib/db/read-product-state'
import { webMetrics } from '@/lib/telemetry/web-metrics'
import { answer } from '../api/answers/problem'

export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return answer(async () => {
    const metrics = webMetrics()
    return new Response(await metrics.render(await readProductState()), {
      headers: { 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' },
    })
  })
}
