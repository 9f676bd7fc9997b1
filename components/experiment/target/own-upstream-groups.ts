/** Which settings of our own upstream stand where in the form. Its answers have a group of their own. */

/** In sight: what overload is made of. */
export const CAPACITY_FIELDS = ['serviceTimeMs', 'concurrency', 'queue', 'ratePerSecond']

/** Folded. */
export const FURTHER_FIELDS = [
  ...['effectBeforeErrorPercent', 'requireIdempotencyKey', 'repeatedKey', 'deduplication'],
  ...[
    'retryAfter',
    'retryAfterSeconds',
    'retryAfterOn',
    'stallMs',
    'serviceTimes',
    'rateBurst',
    'keepAliveMs',
  ],
]
