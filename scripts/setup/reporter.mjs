/**
 * Shows set-up steps: one line each with its time when done, and signs of life while they run.
 * On a terminal one line is rewritten; elsewhere (CI logs) a running step says every ten seconds how it is doing.
 */

/** What the work of a step resolves to when it was given up on purpose: neither done nor failed. */
export const stepGivenUp = Symbol('given up')

/**
 * @param {{ stream?: NodeJS.WriteStream, quiet?: boolean, heartbeatMs?: number }} [options]
 *   quiet: says nothing about steps that had nothing to do
 */
export function createReporter({ stream = process.stdout, quiet = false, heartbeatMs = 10_000 } = {}) {
  const live = stream.isTTY === true
  const running = new Map()
  let timer

  function clearLine() {
    if (live) stream.write('\r\u001b[2K')
  }

  function say(line) {
    clearLine()
    stream.write(`${line}\n`)
    draw()
  }

  function draw() {
    if (!live || running.size === 0) return
    const now = Date.now()
    const parts = [...running].map(([title, step]) => {
      const last = step.line ? `: ${step.line}` : ''
      return `${title} ${formatDuration(now - step.startedAt)}${last}`
    })
    const width = Math.max(20, (stream.columns ?? 80) - 3)
    const share = Math.floor(width / parts.length) - 3
    clearLine()
    stream.write(`… ${parts.map((part) => shorten(part, share)).join(' | ')}`)
  }

  function beat() {
    if (live) return draw()
    const now = Date.now()
    for (const [title, step] of running) {
      if (now - step.toldAt < heartbeatMs) continue
      step.toldAt = now
      stream.write(
        `… ${title}: ${formatDuration(now - step.startedAt)}${step.line ? `, ${shorten(step.line, 90)}` : ''}\n`,
      )
    }
  }

  return {
    /** A line of its own, for what is not a step. */
    say,

    /** Says that a step had nothing to do. */
    upToDate(title) {
      if (!quiet) say(`✓ ${title}: up to date`)
    },

    /**
     * Runs a step and tells how long it took.
     * @template T
     * @param {string} title
     * @param {(progress: (line: string) => void) => Promise<T> | T} work
     * @returns {Promise<T>}
     */
    async step(title, work) {
      const step = { startedAt: Date.now(), toldAt: Date.now(), line: '' }
      running.set(title, step)
      timer ??= setInterval(beat, live ? 250 : 1000)
      timer.unref()
      draw()
      try {
        const result = await work((line) => {
          step.line = printable(line) || step.line
        })
        running.delete(title)
        if (result === stepGivenUp) clearLine()
        else say(`✓ ${title} (${formatDuration(Date.now() - step.startedAt)})`)
        return result
      } catch (error) {
        running.delete(title)
        say(`✗ ${title} (${formatDuration(Date.now() - step.startedAt)})`)
        throw error
      } finally {
        if (running.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
      }
    },
  }
}

/** 350 ms, 4.2 s, 1 min 52 s */
export function formatDuration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function printable(line) {
  // Colours and cursor movements of the command would wreck the rewritten line.
  return line
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
    .replace(/[^\P{C}]/gu, '')
    .trim()
}

function shorten(text, width) {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`
}
