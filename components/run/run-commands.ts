'use client'

/** What can be done with the run that is open, for palette and keys; the same that its buttons do. */
import { useRouter } from 'next/navigation'
import { isLive } from '@/components/data/queries'
import { useOfferedCommands, type PageCommand } from '@/components/keys/commands-at-hand'
import { comparePath } from '@/lib/core/comparison/compared-runs'
import { EXPORT_FORMATS, exportFormats } from '@/lib/core/export/formats'
import type { RunReport } from '@/lib/core/summary/report'

/** True where a run has ended before all of its trials were done: it can be taken up again. */
export function isIncomplete({ status }: Pick<RunReport, 'status'>): boolean {
  return status === 'cancelled' || status === 'failed'
}

export interface RunDoings {
  cancel(): void
  resume(): void
  runAgain(): void
  pin(): void
}

export function useRunCommands(
  report: Pick<RunReport, 'id' | 'status' | 'trials' | 'pinned' | 'cancelRequested'>,
  { cancel, resume, runAgain, pin }: RunDoings,
): void {
  const router = useRouter()
  const { id, status, trials, pinned, cancelRequested } = report
  const command = (name: string, title: string, words: string, run: () => void): PageCommand => ({
    ...{ id: `run-${name}`, group: 'This run', title, words, run },
  })
  const measured = trials.length > 0
  const mayChange = typeof document === 'undefined' || document.body.dataset.role !== 'viewer'
  const download = (path: string) => window.location.assign(`/api/runs/${id}/${path}`)
  useOfferedCommands('run', [
    ...(isLive(status)
      ? cancelRequested || !mayChange
        ? []
        : [command('cancel', 'Cancel this run', 'stop end', cancel)]
      : mayChange
        ? [
            ...(isIncomplete(report)
              ? [command('resume', 'Resume this run', 'continue go on missing trials', resume)]
              : []),
            command('again', 'Run again', 'repeat start same spec', runAgain),
            command('change', 'Change and run', 'copy edit form', () =>
              router.push(`/experiments/new?from=${id}`),
            ),
            command('pin', pinned ? 'Unpin this run' : 'Pin this run', 'keep clean up', pin),
          ]
        : []),
    ...(measured
      ? [
          command('compare', 'Compare with other runs', 'baseline difference', () =>
            router.push(comparePath([id])),
          ),
          ...EXPORT_FORMATS.map((format) =>
            command(
              `export-${format}`,
              `Export this run: ${exportFormats[format].title}`,
              `download save file take ${format}`,
              () => download(`export?format=${format}`),
            ),
          ),
          command('csv', 'Export all attempts as CSV', 'download save file take', () =>
            download('attempts?format=csv'),
          ),
        ]
      : []),
  ])
}
