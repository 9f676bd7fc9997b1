/** The operating system's own programs that a network namespace is made and ruled with. */
import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { LabError } from '../lab-error'
import { isRunning, type ProcessIdentity } from '../process/process-identity'

/** Which package has each of them, in the words of most distributions. */
export const TOOL_PACKAGES = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  ip: 'iproute2',
  nft: 'nftables',
} as const
export type SystemTool = keyof typeof TOOL_PACKAGES

/** They answer within milliseconds; one that does not has hung. */
const TOOL_TIMEOUT_MS = 5_000
/** Where root's programs are, also when PATH is an ordinary user's. */
const ROOT_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** The file of the program; null when there is none. */
export function findTool(tool: SystemTool): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...ROOT_FOLDERS].filter(Boolean)
  return folders.map((folder) => path.join(folder, tool)).find(isExecutable) ?? null
}

/** The same, for those who have made sure that it is there. */
export function toolFile(tool: SystemTool): string {
  const file = findTool(tool)
  if (file !== null) return file
  throw new LabError(`${tool} is missing. Install the package ${TOOL_PACKAGES[tool]}.`)
}

/**
 * Runs a program to its end.
 * @param input for its stdin
 * @returns what it has printed
 * @throws LabError with its own words when it fails
 */
export function runTool(tool: SystemTool, args: readonly string[], input = ''): Promise<string> {
  return run(toolFile(tool), args, input, [tool, ...args].join(' '))
}

/**
 * Runs a program in the network of that process, and in no other one.
 * @throws LabError as well when the process is gone: its number may be another one's by now
 */
export function runToolIn(
  where: ProcessIdentity,
  tool: SystemTool,
  args: readonly string[],
  input = '',
): Promise<string> {
  if (!isRunning(where))
    return Promise.reject(
      new LabError(`The process ${where.pid}, whose network was to be changed, is gone. Start the lab anew.`),
    )
  const enter = [`--net=/proc/${where.pid}/ns/net`, '--', toolFile(tool), ...args]
  return run(toolFile('nsenter'), enter, input, [tool, ...args].join(' '))
}

function run(file: string, args: readonly string[], input: string, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: TOOL_TIMEOUT_MS, env: { ...process.env, LC_ALL: 'C' } }
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      if (!error) {
        resolve(stdout)
        return
      }
      const why = stderr.trim().split('\n')[0] || error.message
      reject(new LabError(`"${what}" failed: ${why}`, { cause: error }))
    })
    // One that has ended before it read everything: its exit code says why.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
