/** How lines over time look: those of arms in their colours, those of members in ink, told apart by dashes. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { SeriesLine } from './series-data'

const MEMBER_DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 4'] as const
const ARM_DASHES = ['', '7 3', '3 2'] as const

export function lookOfLine(
  { arm, member }: Pick<SeriesLine, 'arm' | 'member'>,
  looks: readonly StrategyLook[],
): { colour: string; dashes: string } {
  if (member !== null)
    return { colour: 'var(--rs-ink)', dashes: MEMBER_DASHES[member % MEMBER_DASHES.length] ?? '' }
  const look = arm === null ? undefined : looks[arm]
  return {
    colour: look?.colour ?? 'var(--rs-strategy-baseline)',
    dashes: ARM_DASHES[(arm ?? 0) % ARM_DASHES.length] ?? '',
  }
}
