/** How figures are written on every screen: as in every file, so the writers stand in the core. */
export { count, counted } from '@/lib/core/words/counts'
export {
  milliseconds,
  NO_INTERVAL,
  NO_INTERVAL_WORDS,
  number,
  percent,
  percentFigure,
  percentRange,
  range,
  signed,
  times,
  type RangeUnit,
} from '@/lib/core/words/figures'
