/** The frames of a profile, each once, with their places in the sources. */
import type { Profiler } from 'node:inspector'
import { placeOf, type CpuProfile, type Frame } from '@/lib/core/profile/profile'
import type { RawFrame } from './creation-stack'
import type { SourcePlaces } from './source-places'

export class FrameTable {
  readonly all: Frame[] = []
  readonly #places: SourcePlaces
  readonly #indexes = new Map<string, number>()

  constructor(places: SourcePlaces) {
    this.#places = places
  }

  /** @param frames the innermost first @returns indexes into {@link all}, the outermost first */
  indexes(frames: readonly RawFrame[]): number[] {
    return frames.map((frame) => this.#index(frame)).reverse()
  }

  /** V8's profile with the places of its functions in the sources. */
  readable({ nodes, ...profile }: Profiler.Profile): CpuProfile {
    return {
      startTime: profile.startTime,
      endTime: profile.endTime,
      samples: profile.samples ?? [],
      timeDeltas: profile.timeDeltas ?? [],
      nodes: nodes.map(({ id, callFrame, children, hitCount }) => {
        const { url, lineNumber, columnNumber } = callFrame
        const place = this.#places.of({ file: url, line: lineNumber, column: columnNumber })
        return {
          ...{ id, hitCount: hitCount ?? 0, children: children ?? [] },
          callFrame: { ...callFrame, url: place.file, lineNumber: place.line, columnNumber: place.column },
        }
      }),
    }
  }

  #index({ name, file, line, column }: RawFrame): number {
    const raw = `${name} ${file}:${line}:${column}`
    const known = this.#indexes.get(raw)
    if (known !== undefined) return known
    const place = this.#places.of({ file, line: line - 1, column: column - 1 })
    const frame = { name, file: place.file, line: file === '' ? 0 : place.line + 1 }
    // Several places of a bundle may be one of the sources.
    const key = `${name} ${placeOf(frame)}`
    const index = this.#indexes.get(key) ?? this.all.push(frame) - 1
    this.#indexes.set(key, index)
    this.#indexes.set(raw, index)
    return index
  }
}
