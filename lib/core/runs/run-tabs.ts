/** The parts of a run's page, in their order: named so in addresses, on the page and in what is sealed of it. */
export const RUN_TABS = [
  'overview',
  'figures',
  'timeline',
  'attempts',
  'receipts',
  'findings',
  'thresholds',
  'profile',
  'spec',
  'review',
] as const
export type RunTab = (typeof RUN_TABS)[number]
