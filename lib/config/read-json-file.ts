/** Files that the worker writes for the web server. */
import { readFileSync } from 'node:fs'

/** What the file holds; undefined when there is none, or when it is no JSON. Other errors are thrown. */
export function readJsonFile(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    return JSON.parse(text)
  } catch {
    // Written at once or not at all, so this is not half a file: somebody else wrote it.
    return undefined
  }
}
