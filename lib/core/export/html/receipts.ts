/** Receipts of an exported file: what was asked of the faults against what was measured, trial by trial. */
import { describeFaultPoint } from '../../fault/fault-point'
import type { ReceiptLine } from '../../fault/receipt'
import { countReceipts, receiptVerdict, type ReceiptVerdict } from '../../fault/receipt-verdict'
import type { RunReport, TrialReport } from '../../summary/report'
import { joined, tag, text, type Markup } from '../svg/markup'
import { badge, dataTable, paragraph, section, wordsCell } from './parts'

const LOOKS: Record<ReceiptLine['verdict'], { tone: string; words: string }> = {
  within: { tone: 'good', words: '✓ within' },
  beyond: { tone: 'bad', words: '✕ beyond' },
  unknown: { tone: 'unsure', words: '? unknown' },
  informs: { tone: 'calm', words: '· informs' },
}

/** Whether there is a section of them. */
export function hasReceipts({ trials }: RunReport): boolean {
  return trials.some(({ receipt, ledger }) => receipt.length > 0 || ledger.length > 0)
}

/** @param openTrial the trial that stands open, counted from 1; null = none */
export function receipts(report: RunReport, openTrial: number | null): Markup[] {
  const { trials } = report
  if (!hasReceipts(report)) return []
  const { within, all } = countReceipts(trials)
  return [
    section(
      'Receipts',
      paragraph(
        `What was asked of the faults against what was measured, by evidence that never comes from whatever injected them. ${all === 0 ? 'No trial has a receipt that could be judged.' : `${within} of ${all} within tolerance.`}`,
      ),
      ...trials.map((trial) => trialReceipt(report, trial, trial.index + 1 === openTrial)),
    ),
  ]
}

function trialReceipt({ points, spec }: RunReport, trial: TrialReport, isOpen: boolean): Markup {
  const point = points[trial.pointIndex]
  const place = point ? describeFaultPoint(point, spec.matrix.loss.mode) : ''
  const verdict: ReceiptVerdict | null = receiptVerdict(trial.receipt)
  const title = `Trial ${trial.index + 1}`
  return tag(
    'details',
    isOpen ? { open: '' } : {},
    tag(
      'summary',
      {},
      text(`${title} · ${place}${trial.quality === 'suspect' ? ' · ! suspect' : ''} `),
      verdict ? badge(LOOKS[verdict].tone, LOOKS[verdict].words) : text(''),
    ),
    trial.receipt.length === 0
      ? paragraph('No receipt.')
      : dataTable(
          `Receipt of ${title.toLowerCase()}`,
          ['Measured', 'Requested', 'Measured, 95 % interval', 'Tolerance', 'Verdict', 'Evidence'],
          trial.receipt.map(receiptRow),
        ),
    ledgerOf(trial),
  )
}

function receiptRow(line: ReceiptLine): Markup[] {
  const { title, unit, requested, measured, low, high, tolerance, verdict, evidence } = line
  const interval = low === null || high === null ? '' : ` [${figure(low)}, ${figure(high)}]`
  return [
    tag('span', {}, text(`${title} `), tag('span', { class: 'soft' }, text(unit))),
    text(figure(requested)),
    text(`${figure(measured)}${interval}`),
    text(tolerance === null ? '–' : `± ${figure(tolerance)}`),
    badge(LOOKS[verdict].tone, LOOKS[verdict].words),
    wordsCell(text(evidence)),
  ]
}

function ledgerOf({ ledger, index }: TrialReport): Markup {
  if (ledger.length === 0) return joined([])
  return dataTable(
    `Ledger of trial ${index + 1}`,
    ['Fault', 'Planned, ms', 'Acts, ms', 'Removed, ms', 'State', 'Found'],
    ledger.map((entry) => [
      text(entry.what),
      text(
        `${figure(entry.plannedStartMs)} to ${entry.plannedEndMs === null ? 'the end' : figure(entry.plannedEndMs)}`,
      ),
      text(figure(entry.actsMs)),
      text(figure(entry.removedMs)),
      text(`${entry.state}${entry.confirmed ? ', confirmed' : ''}`),
      wordsCell(text([entry.detail, entry.problem ?? ''].filter((one) => one !== '').join('; '))),
    ]),
  )
}

function figure(value: number | null): string {
  if (value === null) return '–'
  const size = Math.abs(value)
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
