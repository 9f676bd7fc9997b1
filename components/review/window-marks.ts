/** Commented time windows of a trial over its axis: where each stands, and in which row, so that none covers another. Pure. */
import type { Thread } from '@/lib/core/review/comment'
import { placeKey, type Place } from '@/lib/core/review/place'

export type WindowPlace = Extract<Place, { on: 'window' }>

export interface CommentedWindow {
  key: string
  place: WindowPlace
  threads: Thread[]
}

/** One for each window of the trial, the earliest first. @param trial counted from 1 */
export function commentedWindows(threads: readonly Thread[], trial: number): CommentedWindow[] {
  const windows = new Map<string, CommentedWindow>()
  for (const thread of threads) {
    const { place } = thread
    if (place.on !== 'window' || place.trial !== trial) continue
    const key = placeKey(place)
    const known = windows.get(key)
    if (known) known.threads.push(thread)
    else windows.set(key, { key, place, threads: [thread] })
  }
  return [...windows.values()].sort((a, b) => a.place.fromMs - b.place.fromMs || a.place.toMs - b.place.toMs)
}

export interface Box {
  x: number
  width: number
}

/** Each box goes into the first row in which it covers no other. @param boxes by their left edge */
export function rowsOf(boxes: readonly Box[], gap = 4): number[] {
  const ends: number[] = []
  return boxes.map(({ x, width }) => {
    const free = ends.findIndex((end) => end + gap <= x)
    const row = free === -1 ? ends.length : free
    ends[row] = x + width
    return row
  })
}
