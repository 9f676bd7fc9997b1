/** What a program's log says about its end, for people: no stack frames, no raw JSON. */
import { z } from 'zod'

const MAX_TEXT_LINES = 3
const MAX_LENGTH = 400

/** etcd (zap) calls its text `msg`, Toxiproxy (zerolog) `message`. */
const entrySchema = z.object({
  level: z.string(),
  msg: z.string().optional(),
  message: z.string().optional(),
  error: z.string().optional(),
})

/** In the order in which they are believed. Zap logs message and error, then panics with the message alone. */
const WEIGHTS = ['end', 'panic', 'error', 'text'] as const

interface Entry {
  weight: (typeof WEIGHTS)[number]
  text: string
}

/** Go: heading of a goroutine, its calls, their places, registers. Node: frames and the version behind them. */
const FRAMES = [
  /^goroutine \d+ .*\]:$/,
  /^\s+\S+\.(go|s):\d+( \+0x[\da-f]+)?$/,
  /^(created by )?[\w.%@~/-]+\.[\w.*()[\]{}-]+(\(.*\)|\(\.\.\.\)| in goroutine \d+)$/,
  /^(r\w{1,5}|cs|fs|gs) +0x[\da-f]+$/,
  /^exit status \d+$/,
  /^\s+at \S/,
  /^Node\.js v\d/,
]

const DISK_FULL = /no space left on device|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b/i

/**
 * The reason for the end of a program, or what comes nearest to one: its last words of the most serious kind.
 * @returns one line in most cases, the last few where no line is a reason; none when the log holds nothing of use
 */
export function reasonsIn(lines: readonly string[]): string[] {
  const entries = lines.map(read).filter((entry) => entry !== null)
  const best = WEIGHTS.find((weight) => entries.some((entry) => entry.weight === weight))
  const found = entries.filter(({ weight }) => weight === best).map(({ text }) => shorten(text))
  if (best === 'text') return found.slice(-MAX_TEXT_LINES)
  // An error need not be why: a member that was killed has often logged one about something else before.
  return found.slice(-1).map((text) => (best === 'error' ? `The last error in its log: ${text}` : text))
}

/** Whether anything in the log speaks of a full disk, the reason itself or what went before it. */
export function tellsOfFullDisk(lines: readonly string[]): boolean {
  return lines.some((line) => DISK_FULL.test(line))
}

function read(line: string): Entry | null {
  if (line.trimStart().startsWith('{')) return readJson(line)
  if (FRAMES.some((frame) => frame.test(line))) return null
  const words = /^(?:panic|fatal error): (?<reason>.*?)(?: \[recovered\])?$/.exec(line)?.groups?.reason
  return words === undefined ? { weight: 'text', text: line.trim() } : { weight: 'panic', text: words }
}

function readJson(line: string): Entry | null {
  let content: unknown
  try {
    content = JSON.parse(line)
  } catch {
    return null // Cut off by the program's end; half an entry is not for people.
  }
  const entry = entrySchema.safeParse(content)
  if (!entry.success) return null
  const { level, msg, message, error } = entry.data
  const text = [msg ?? message, error].filter((part) => part !== undefined && part !== '').join(': ')
  if (text === '') return null
  if (/panic|fatal/.test(level)) return { weight: 'end', text }
  return level === 'error' ? { weight: 'error', text } : null
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}
