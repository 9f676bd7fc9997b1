/**
 * Where a place of running code stands in the project's sources. The worker runs from bundles: their source maps say from which
 * file a line came.
 */
import { existsSync, readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Line and column from 0. */
export interface CodePlace {
  file: string
  line: number
  column: number
}

interface MappedScript {
  url: string
  map: SourceMap
}

export class SourcePlaces {
  readonly #root: string
  /** By URL of the script; null = it has no map. */
  readonly #maps = new Map<string, MappedScript | null>()

  /** @param root folder of the project: files below it are told relative to it */
  constructor(root: string) {
    this.#root = root
  }

  /** Files of Node itself (`node:…`), and places without a file, stay as they are. */
  of(place: CodePlace): CodePlace {
    const url = place.file.startsWith('/') ? pathToFileURL(place.file).href : place.file
    if (!url.startsWith('file:')) return place
    const script = this.#mapOf(url)
    const entry = script?.map.findEntry(place.line, place.column)
    if (!script || !entry || !('originalSource' in entry))
      return { ...place, file: this.#relative(fileURLToPath(url)) }
    return {
      file: this.#relative(fileURLToPath(new URL(entry.originalSource, script.url))),
      line: entry.originalLine,
      column: entry.originalColumn,
    }
  }

  #mapOf(url: string): MappedScript | null {
    let known = this.#maps.get(url)
    if (known === undefined) {
      // Packages are not bundled; what maps they ship lead to sources that nobody has.
      known = url.includes('/node_modules/') ? null : readMap(url)
      this.#maps.set(url, known)
    }
    return known
  }

  #relative(file: string): string {
    const relative = path.relative(this.#root, file).split(path.sep).join('/')
    return relative.startsWith('..') ? file : relative
  }
}

function readMap(url: string): MappedScript | null {
  const file = `${fileURLToPath(url)}.map`
  if (!existsSync(file)) return null
  const payload = JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload
  return { url: pathToFileURL(file).href, map: new SourceMap(payload) }
}
