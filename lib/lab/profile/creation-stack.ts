/** The stack that is creating something right now, through awaits as far as V8 can follow them. */

/** A frame as it runs; line and column from 1. */
export interface RawFrame {
  name: string
  file: string
  line: number
  column: number
}

/** Through grpc-js a call is some twenty frames deep before our own code comes. */
const MAX_FRAMES = 40
/** Frames of async_hooks on top of a promise's creation, and the one below them. */
const PROMISE_FRAMES = 6

const asCallSites: NonNullable<typeof Error.prepareStackTrace> = (_, sites) => sites

function capture(limit: number, above: (...args: never[]) => unknown): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = asCallSites
  Error.stackTraceLimit = limit
  const holder: { stack?: unknown } = {}
  Error.captureStackTrace(holder, above)
  const sites = holder.stack as NodeJS.CallSite[]
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return sites
}

/** Whether the promise under creation is one of `new Promise(…)`: what code waits for in the end, whatever awaits it. */
export function isPlainPromise(above: (...args: never[]) => unknown): boolean {
  const site = capture(PROMISE_FRAMES, above).find((one) => !isNodes(one))
  return site !== undefined && site.isConstructor() && site.getFunctionName() === 'Promise'
}

/** The innermost first; Node's own frames are left out. @param above the hook itself and what is above it do not show */
export function creationStack(above: (...args: never[]) => unknown): NodeJS.CallSite[] {
  return capture(MAX_FRAMES, above).filter((site) => !isNodes(site))
}

export function rawFrame(site: NodeJS.CallSite): RawFrame {
  return {
    name: nameOf(site),
    file: site.getFileName() ?? '',
    line: site.getLineNumber() ?? 0,
    column: site.getColumnNumber() ?? 0,
  }
}

/** Equal for equal frames, and cheap. */
export function keyOf(sites: readonly NodeJS.CallSite[]): string {
  let key = ''
  for (const site of sites)
    key += `${site.getScriptNameOrSourceURL()}:${site.getLineNumber()}:${site.getColumnNumber()};`
  return key
}

function nameOf(site: NodeJS.CallSite): string {
  const name = site.getFunctionName()
  if (name === null || name === '') return '(anonymous)'
  return site.isConstructor() ? `new ${name}` : name
}

function isNodes(site: NodeJS.CallSite): boolean {
  return site.getFileName()?.startsWith('node:') ?? false
}
