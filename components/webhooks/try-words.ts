/** Attempts of deliveries in words. */
import type { WebhookTry } from '@/lib/core/webhook/webhook'

/** "answered 500", "no answer in time", … */
export function tryWords({ result, status }: Pick<WebhookTry, 'result' | 'status'>): string {
  switch (result) {
    case 'delivered':
      return `taken, ${status}`
    case 'status':
      return `answered ${status}`
    case 'redirect':
      return `answered ${status}, a redirect`
    case 'gone':
      return `answered ${status}: it wants no more`
    case 'refused-address':
      return 'not sent: the address is refused'
    case 'timeout':
      return 'no answer in time'
    case 'no-connection':
      return 'no connection'
  }
}
