/** The report as a file: complete or not there at all. */
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CommandError, EXIT } from './exit-code'

/** Finds out before minutes of measuring whether the file can be written. */
export function assertWritable(file: string): void {
  const folder = path.dirname(path.resolve(file))
  try {
    accessSync(folder, constants.W_OK)
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder')
  } catch (error) {
    throw new CommandError(
      `${file} cannot be written: ${reasonOf(error)}. Name another file.`,
      EXIT.usage,
      error,
    )
  }
}

/** Writes the report beside the file and moves it there. */
export function writeReportFile(file: string, text: string): void {
  const partial = `${file}.${process.pid}.part`
  try {
    writeFileSync(partial, text)
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw new CommandError(
      `The report could not be written to ${file}: ${reasonOf(error)}. The run itself is stored and can be seen in the browser.`,
      EXIT.usage,
      error,
    )
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'its folder does not exist'
  if (code === 'EACCES' || code === 'EROFS') return 'this user may not write there'
  if (code === 'ENOSPC') return 'the disk is full'
  return error instanceof Error ? error.message : String(error)
}
