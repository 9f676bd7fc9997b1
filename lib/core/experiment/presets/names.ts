/** The names of all presets, apart from what they are: a spec may name one, and presets are made of specs. */
export const PRESET_NAMES = [
  'first-look',
  'lost-answers',
  'p1',
  'p2',
  'p3',
  'p4',
  'p5',
  'p6',
  'p7',
  'p8',
  'p9-latency',
  'p9-timeout',
  'p10',
  'p11',
  'p12-idle',
  'p12-loaded',
  'p13-deduplication',
  'p13-bucket',
] as const
export type PresetName = (typeof PRESET_NAMES)[number]
