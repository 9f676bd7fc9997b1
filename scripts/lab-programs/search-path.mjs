/** Finds executables on PATH. */
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/**
 * @param {string} name without extension
 * @returns {string[]} every executable of that name on PATH, in PATH's order
 */
export function onPath(name, { env = process.env, extraFolders = [] } = {}) {
  const file = executableName(name)
  const folders = [...(env.PATH ?? '').split(path.delimiter), ...extraFolders].filter(Boolean)
  return [...new Set(folders.map((folder) => path.join(folder, file)))].filter(isExecutable)
}

/** The file name of a program on this platform. */
export function executableName(name) {
  return process.platform === 'win32' ? `${name}.exe` : name
}

/** Whether there is a file that may be run. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
