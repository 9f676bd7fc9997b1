/** Every key of the product: the listener acts by it, and the sheet of keys is drawn from it. */
import { RUN_TABS } from '@/lib/core/runs/run-tabs'
import { NUMBERED_TABS, REVIEW_KEY } from './tab-keys'

/** What a key asks for; pages offer what only they can do under the same names (commands-at-hand.ts). */
export type KeyCommand =
  | 'palette'
  | 'sheet'
  | 'search'
  | 'numbers'
  | 'trial-previous'
  | 'trial-next'
  | 'time-earlier'
  | 'time-later'
  | 'zoom-out'
  | 'zoom-in'
  | 'zoom-all'
  | `tab-${number}`
  | { go: string }

export interface KeyBinding {
  /** Keys one after the other, as KeyboardEvent.key names them. */
  sequence: readonly string[]
  command: KeyCommand
}

export interface KeyLine {
  /** Alternatives as they are printed on a keyboard; each a sequence. */
  shown: readonly (readonly string[])[]
  words: string
  /** What our listener acts on; empty where the browser or a part of a page has the key for itself. */
  bindings: readonly KeyBinding[]
}

export interface KeyGroup {
  title: string
  lines: readonly KeyLine[]
}

function single(key: string, words: string, command: KeyCommand): KeyLine {
  return { shown: [[key]], words, bindings: [{ sequence: [key], command }] }
}

function go(second: string, words: string, path: string): KeyLine {
  return { shown: [['g', second]], words, bindings: [{ sequence: ['g', second], command: { go: path } }] }
}

/** Keys that another part of the page, or the browser, has for itself: told, not acted on. */
function told(shown: KeyLine['shown'], words: string): KeyLine {
  return { shown, words, bindings: [] }
}

/** With Ctrl or Cmd: always on, also in a field. */
export const PALETTE_KEY = 'k'

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    lines: [
      told(
        [
          ['Ctrl', 'K'],
          ['⌘', 'K'],
        ],
        'Find a page, a run or an action',
      ),
      single('?', 'These keys', 'sheet'),
      single('/', 'Search, where the page has one', 'search'),
      go('h', 'Home', '/'),
      go('r', 'Runs', '/runs'),
      go('v', 'Reviews', '/reviews'),
      go('p', 'Presets', '/presets'),
      go('c', 'Compare', '/compare'),
      single('n', 'New experiment', { go: '/experiments/new' }),
      told([['Esc']], 'Close what is open above the page'),
    ],
  },
  {
    title: 'On a run',
    lines: [
      {
        shown: [['1'], ['…'], [String(NUMBERED_TABS)]],
        words: 'Its parts, from left to right',
        bindings: Array.from({ length: NUMBERED_TABS }, (_, place) => ({
          sequence: [String(place + 1)],
          command: `tab-${place + 1}` as const,
        })),
      },
      single(REVIEW_KEY, 'Its review', `tab-${RUN_TABS.indexOf('review') + 1}`),
      single('[', 'Previous trial, where one is shown', 'trial-previous'),
      single(']', 'Next trial', 'trial-next'),
    ],
  },
  {
    title: 'On the timeline of a trial',
    lines: [
      single(',', 'Earlier', 'time-earlier'),
      single('.', 'Later', 'time-later'),
      single('-', 'Zoom out', 'zoom-out'),
      {
        shown: [['+'], ['=']],
        words: 'Zoom in',
        bindings: ['+', '='].map((key) => ({ sequence: [key], command: 'zoom-in' as const })),
      },
      single('0', 'The whole trial', 'zoom-all'),
      told([['←'], ['→'], ['Enter']], 'From mark to mark in the chart of operations; open its waterfall'),
    ],
  },
  {
    title: 'In the form of an experiment',
    lines: [
      told(
        [
          ['Ctrl', 'Enter'],
          ['⌘', 'Enter'],
        ],
        'Queue it from any field, or go to what is wrong with it',
      ),
    ],
  },
  {
    title: 'In a chart',
    lines: [
      single('t', 'The table behind the chart that has the focus, or else the pointer', 'numbers'),
      told(
        [['←'], ['→'], ['↑'], ['↓']],
        'From cell to cell in a heat map, from part to part in a row of tabs',
      ),
      told([['Home'], ['End']], 'To the first or last cell of a row; with Ctrl, of the heat map'),
      told([['Enter'], ['Space']], 'Choose the cell, or let it go; Esc lets it go as well'),
    ],
  },
]

export const KEY_BINDINGS: readonly KeyBinding[] = KEY_GROUPS.flatMap(({ lines }) =>
  lines.flatMap(({ bindings }) => bindings),
)
