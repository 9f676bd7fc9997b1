/** Progress on stderr: a bar that redraws itself on a terminal, plain lines in a file or a CI log. */
import { describeFaultPoint, type PointLossMode } from '@/lib/core/fault/fault-point'
import type { RunState } from '@/lib/db/read-run-state'

const BAR_WIDTH = 24

export interface ProgressDisplay {
  show(state: RunState): void
  /** A line of its own above the bar. */
  say(line: string): void
  /** Takes the bar away. */
  end(): void
}

export interface DisplayStream {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

/** The display that fits the stream. @param lossMode the run's: points name it */
export function progressDisplay(stream: DisplayStream, lossMode: PointLossMode): ProgressDisplay {
  return stream.isTTY ? bar(stream, lossMode) : lines(stream, lossMode)
}

function bar(stream: DisplayStream, lossMode: PointLossMode): ProgressDisplay {
  const clear = '\r\u001b[2K'
  let drawn = ''
  return {
    show(state) {
      drawn = barText(state, lossMode).slice(0, (stream.columns ?? 80) - 1)
      stream.write(clear + drawn)
    },
    say: (line) => stream.write(`${clear}${line}\n${drawn}`),
    end: () => stream.write(clear),
  }
}

/** One line when the run gets somewhere, not twice a second. */
function lines(stream: DisplayStream, lossMode: PointLossMode): ProgressDisplay {
  let last = ''
  return {
    show(state) {
      const { progress } = state
      const line =
        state.status === 'queued' || !progress
          ? stateText(state, lossMode)
          : progress.trial
            ? `trial ${progress.trial.index + 1} of ${progress.totalTrials}: ${describeFaultPoint(progress.trial.point, lossMode)}`
            : stateText(state, lossMode)
      if (line === last) return
      last = line
      stream.write(`${line}\n`)
    },
    say: (line) => stream.write(`${line}\n`),
    end: () => undefined,
  }
}

/** The bar as text. */
export function barText(state: RunState, lossMode: PointLossMode): string {
  const { progress } = state
  if (!progress) return stateText(state, lossMode)
  const { finishedTrials, totalTrials, remainingMs } = progress
  const filled = Math.round((BAR_WIDTH * finishedTrials) / Math.max(1, totalTrials))
  const drawing = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  return `${drawing} ${finishedTrials}/${totalTrials} · ${secondsText(remainingMs)} left · ${stateText(state, lossMode)}`
}

function stateText({ status, progress, abandoned }: RunState, lossMode: PointLossMode): string {
  if (status === 'queued') return 'waiting for a worker'
  if (abandoned) return 'its worker is gone'
  if (status !== 'running') return status
  if (!progress || progress.phase === 'starting-lab') return 'starting the lab'
  if (progress.phase === 'finishing' || !progress.trial) return 'finishing'
  return `${describeFaultPoint(progress.trial.point, lossMode)} · ${progress.trial.phase}`
}

/** "42 s" or "3 min 5 s". */
export function secondsText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
