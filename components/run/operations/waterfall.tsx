'use client'

/** An operation as a waterfall: a bar per attempt, the waits between them, leader changes across all, the deadline. */
import { Button, CopyButton } from '@mantine/core'
import type { CSSProperties } from 'react'
import { timeScale } from '@/components/lanes/lane-scale'
import { milliseconds } from '@/components/format/figures'
import { Badge } from '@/components/ui/state-badge'
import type { OperationTrace } from '@/lib/core/trace/operation-trace'
import { ExactTime } from './exact-time'
import { waterfallOf, type Wait, type Waterfall as Drawing, type WaterfallRow } from './waterfall-rows'
import styles from './waterfall.module.css'
import ui from '@/components/ui/ui.module.css'

export function Waterfall({ trace }: { trace: OperationTrace }) {
  const drawing = waterfallOf(trace)
  const { rows, bands, deadlineMs, callerLeftMs, toMs } = drawing
  const ticks = timeScale(toMs).ticks
  return (
    <div className={styles.waterfall}>
      <ol className={styles.rows}>
        {rows.map((row) => (
          <Row key={row.key} row={row} drawing={drawing} />
        ))}
      </ol>
      <div className={styles.axis} aria-hidden="true">
        {ticks.map(({ ms, left, label }) => (
          <span key={ms} style={{ left: `${left}%` }} data-last={left > 92 || undefined}>
            {label}
          </span>
        ))}
      </div>
      <ul className={styles.legend}>
        {bands.map(({ key, words, endMs }) => (
          <li key={key}>
            <span className={styles.key} data-what="leader" aria-hidden="true" />
            {words}
            {endMs > toMs ? ', right of the picture' : ''}
          </li>
        ))}
        {bands.length === 0 ? (
          <li>
            {trace.leaderWatched ? 'The leader did not change meanwhile.' : 'Nobody watched the leader.'}
          </li>
        ) : null}
        {callerLeftMs === null ? null : (
          <li>
            <span className={styles.key} data-what="left" aria-hidden="true" />
            its caller left at {milliseconds(callerLeftMs)}
          </li>
        )}
        <li>
          <span className={styles.key} data-what="deadline" aria-hidden="true" />
          deadline at {milliseconds(deadlineMs)}
          {deadlineMs > toMs ? ', right of the picture' : ''}
        </li>
        <li>
          <span className={styles.key} data-what="wait" aria-hidden="true" />
          waiting
        </li>
      </ul>
      <TraceId traceId={trace.traceId} startedAt={trace.startedAt} />
    </div>
  )
}

function Row({ row, drawing }: { row: WaterfallRow; drawing: Drawing }) {
  const { title, word, sign, tone, notes, startMs, endMs, wait } = row
  const { bands, callerLeftMs, deadlineMs, toMs } = drawing
  const place = placeIn(toMs)
  return (
    <li className={styles.row}>
      <div className={styles.title}>
        <span className={styles.name}>{title}</span>
        <Badge tone={tone} sign={sign}>
          {word}
        </Badge>
        {wait ? <span className={styles.note}>{waitWords(wait)}</span> : null}
        {notes.map((note) => (
          <span key={note} className={styles.note}>
            {note}
          </span>
        ))}
      </div>
      <div className={styles.track} aria-hidden="true">
        {bands.map((band) => (
          <span key={band.key} className={styles.band} style={place(band.startMs, band.endMs)} />
        ))}
        {wait ? <span className={styles.wait} style={place(wait.startMs, wait.endMs)} /> : null}
        <span
          className={endMs === startMs ? styles.moment : styles.bar}
          data-tone={tone}
          style={place(startMs, endMs)}
        />
        {callerLeftMs === null ? null : (
          <span className={styles.left} style={place(callerLeftMs, callerLeftMs)} />
        )}
        {deadlineMs <= toMs ? (
          <span className={styles.deadline} style={place(deadlineMs, deadlineMs)} />
        ) : null}
      </div>
      <div className={styles.figures}>
        {startMs === 0 ? '0 ms' : `+${milliseconds(startMs)}`}
        <span className={styles.note}>
          {endMs === startMs ? 'at once' : `${milliseconds(endMs - startMs)} long`}
        </span>
      </div>
    </li>
  )
}

function placeIn(toMs: number) {
  const percent = (ms: number) => (100 * Math.min(toMs, Math.max(0, ms))) / toMs
  return (startMs: number, endMs: number): CSSProperties => ({
    left: `${percent(startMs)}%`,
    width: `${percent(endMs) - percent(startMs)}%`,
  })
}

/** "waited 81 ms: nominal 100 ms, drawn 80 ms"; a library that does not tell its delays has only what passed. */
function waitWords({ nominalMs, plannedMs, actualMs }: Wait): string {
  const waited = `waited ${milliseconds(actualMs)}`
  if (nominalMs === 0 && plannedMs === 0) return waited
  return `${waited}: nominal ${milliseconds(nominalMs)}, drawn ${milliseconds(plannedMs)}`
}

function TraceId({ traceId, startedAt }: { traceId: string; startedAt: string }) {
  return (
    <p className={styles.trace}>
      Trace <code>{traceId}</code>
      <CopyButton value={traceId}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy trace id'}
          </Button>
        )}
      </CopyButton>
      <span className={ui.secondary}>
        The same id as in your tracing system, where spans are exported. Its trial began at{' '}
        <ExactTime iso={startedAt} />.
      </span>
    </p>
  )
}
