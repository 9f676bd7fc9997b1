/** The packets of a receipt: how many were counted before everything that may drop them, and how many after it. */
import { wilson } from '../summary/interval'
import { count, counted } from '../words/counts'
import type { PacketCounts, WindowEvidence } from './evidence'
import type { FaultStep } from './fault'
import { packetLoss } from './faults/packet-loss'
import type { ReceiptLine } from './receipt'

/** Packets that are between the two counts when they are read, in two windows or three. */
const SLACK_PACKETS = 5
/** Standard errors that a sample of the asked-for share stays within, 999 times of 1,000. */
const STANDARD_ERRORS = 3.29

const TITLES = {
  client: 'Packets lost between clients and Toxiproxy',
  peer: 'Packets lost between members',
} as const satisfies Record<keyof PacketCounts, string>

/** A line for each link on which packets were to be lost or were lost; none where nobody counts. */
export function packetLines(evidence: readonly WindowEvidence[], steps: readonly FaultStep[]): ReceiptLine[] {
  const counts = evidence.flatMap(({ packets }) => packets ?? [])
  if (counts.length === 0) return []
  return (['client', 'peer'] as const).flatMap((link) => {
    const sent = counts.reduce((sum, packets) => sum + packets[link].sent, 0)
    const arrived = counts.reduce((sum, packets) => sum + packets[link].arrived, 0)
    const isAsked = steps.some((step) => shareOn(step, link) !== null)
    return isAsked || sent - arrived > SLACK_PACKETS
      ? [packetLine(link, { sent, arrived }, requestedShare(steps, link))]
      : []
  })
}

function packetLine(
  link: keyof PacketCounts,
  { sent, arrived }: PacketCounts[keyof PacketCounts],
  share: number | null,
): ReceiptLine {
  const lost = Math.max(0, sent - arrived)
  const estimate = wilson(lost, sent)
  const measured = estimate && 100 * estimate.value
  const requested = share === null ? null : 100 * share
  const tolerance =
    share === null || sent === 0
      ? null
      : (100 * (SLACK_PACKETS + STANDARD_ERRORS * Math.sqrt(share * (1 - share) * sent))) / sent
  return {
    ...{ measure: `packet-loss-${link}`, title: TITLES[link], unit: '% of packets' },
    ...{ requested, measured, tolerance },
    low: estimate && 100 * estimate.low,
    high: estimate && 100 * estimate.high,
    verdict: verdictOn(measured, requested, tolerance),
    evidence: `${counted(sent, 'packet')} counted before anything could drop them, ${count(arrived)} after it, both directions together`,
  }
}

function verdictOn(
  measured: number | null,
  requested: number | null,
  tolerance: number | null,
): ReceiptLine['verdict'] {
  if (requested === null) return 'informs'
  if (measured === null || tolerance === null) return 'unknown'
  return Math.abs(measured - requested) <= tolerance ? 'within' : 'beyond'
}

/**
 * The share that all steps together lose of a link, each with dice of its own; null where it cannot be told: it changes within
 * the window, and packets are not spread evenly over it, or a member is cut off, which loses as many as it happens to send.
 */
function requestedShare(steps: readonly FaultStep[], link: keyof PacketCounts): number | null {
  if (link === 'peer' && steps.some(({ fault }) => fault === 'peer-cut')) return null
  let spared = 1
  for (const step of steps) {
    const share = shareOn(step, link)
    if (share === null) continue
    if (step.startMs > 0 || step.endMs !== null) return null
    spared *= 1 - share
  }
  return 1 - spared
}

/** The share of packets that this step loses on the link; null when it has nothing to do with it. */
function shareOn({ fault, params }: FaultStep, link: keyof PacketCounts): number | null {
  if (fault !== packetLoss.name) return null
  const asked = packetLoss.params.parse(params)
  return asked.link === link || asked.link === 'both' ? asked.sharePercent / 100 : null
}
