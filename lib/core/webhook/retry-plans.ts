/** How a delivery that failed is tried again: strategies of our own, with parameters for hours instead of milliseconds. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

interface RetryPlan {
  /** In a list, after "Retries". */
  title: string
  /** Name in the registry of strategies. */
  use: string
  params: Record<string, unknown>
}

/** Name → plan. Never rename one: webhooks are stored with it. */
export const retryPlans = {
  day: {
    title: '8 attempts within a day, exponential with jitter',
    use: 'exponential',
    params: {
      ...{ initialDelayMs: 2 * MINUTE_MS, factor: 4, maxDelayMs: 6.5 * HOUR_MS },
      ...{ jitter: 'equal', maxAttempts: 8 },
    },
  },
  hour: {
    title: '6 attempts within an hour, exponential with full jitter',
    use: 'exponential',
    params: {
      ...{ initialDelayMs: 10_000, factor: 4, maxDelayMs: 40 * MINUTE_MS },
      ...{ jitter: 'full', maxAttempts: 6 },
    },
  },
  decorrelated: {
    title: '10 attempts within half a day, decorrelated jitter',
    use: 'decorrelated',
    params: { baseMs: MINUTE_MS, maxDelayMs: 1.25 * HOUR_MS, maxAttempts: 10 },
  },
  steady: {
    title: '12 attempts within an hour, every 5 minutes',
    use: 'constant',
    params: { delayMs: 5 * MINUTE_MS, maxAttempts: 12 },
  },
  once: { title: 'One attempt, no retry', use: 'no-retry', params: {} },
} as const satisfies Record<string, RetryPlan>

export type RetryPlanName = keyof typeof retryPlans
export const RETRY_PLANS = Object.keys(retryPlans) as [RetryPlanName, ...RetryPlanName[]]
export const DEFAULT_RETRY_PLAN: RetryPlanName = 'day'
