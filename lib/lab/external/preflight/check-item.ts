/** What the look at an external lab has found, item by item, before anything is run there. */
import type { LabCapabilities } from '@/lib/core/fault/fault'

/** not-checked: something before it failed, so that nobody can tell. */
export type CheckState = 'ok' | 'not ok' | 'not needed' | 'not checked'

export interface CheckItem {
  /** Stays the same from version to version, for scripts. */
  id: string
  title: string
  state: CheckState
  /** What was found. */
  detail: string
  /** What to do about it; null where nothing has to be done. */
  todo: string | null
  /** True when it may become well by itself within seconds: a member that is just starting, an election. */
  mayPass: boolean
}

export interface Preflight {
  /** Nothing is not ok. */
  isReady: boolean
  items: CheckItem[]
  /** Null where they could not be had. */
  etcdVersion: string | null
  toxiproxyVersion: string | null
  /** What faults can be injected here, and why others cannot. */
  capabilities: LabCapabilities
}

type Named = Pick<CheckItem, 'id' | 'title'>

export function ok(item: Named, detail: string): CheckItem {
  return { ...item, state: 'ok', detail, todo: null, mayPass: false }
}

export function notOk(item: Named, detail: string, todo: string, mayPass = false): CheckItem {
  return { ...item, state: 'not ok', detail, todo, mayPass }
}

export function notNeeded(item: Named, detail: string): CheckItem {
  return { ...item, state: 'not needed', detail, todo: null, mayPass: false }
}

export function notChecked(item: Named, because: string): CheckItem {
  return { ...item, state: 'not checked', detail: because, todo: null, mayPass: false }
}

export function isBad({ state }: CheckItem): boolean {
  return state === 'not ok'
}

/** The whole report as lines for a terminal. */
export function describePreflight({ isReady, items, capabilities }: Preflight): string {
  return [
    `The external lab is ${isReady ? 'ready' : 'not ready'}.`,
    ...describeItems(items),
    '',
    'Faults that can be injected here:',
    ...Object.entries(capabilities).map(
      ([name, can]) =>
        `  ${(can === true ? 'yes' : 'no').padEnd(11)}  ${name}${can === true ? '' : `: ${can}`}`,
    ),
  ].join('\n')
}

/** What is wrong, for the error of a run that was not begun. */
export function describeProblems({ items }: Pick<Preflight, 'items'>): string {
  return ['The external lab cannot be used.', ...describeItems(items.filter(isBad))].join('\n')
}

function describeItems(items: readonly CheckItem[]): string[] {
  const width = Math.max(...items.map(({ title }) => title.length))
  return items.flatMap(({ state, title, detail, todo }) => [
    `  ${state.padEnd(11)}  ${title.padEnd(width)}  ${detail}`,
    ...(todo === null ? [] : [`  ${' '.repeat(11)}  ${' '.repeat(width)}  → ${todo}`]),
  ])
}
