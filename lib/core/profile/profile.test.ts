import { describe, expect, it } from 'vitest'
import { abandonedWork } from './abandoned-work'
import { flameTree, topFrames, type FlameNode } from './flame-tree'
import { foldLibraries } from './fold-libraries'
import { fromStrategy } from './from-strategy'
import { foldedStacks } from './folded-stacks'
import type { CpuProfile, Frame, PendingStack, TrialProfile } from './profile'
import { profileView } from './profile-view'
import { isProfiled } from './recorded-trials'
import { busyShare, recordingShare, stackValues } from './stack-values'

const call = (functionName: string, url: string, lineNumber = 0) => ({
  ...{ functionName, url, lineNumber, scriptId: '1', columnNumber: 0 },
})

/** root → (idle); root → run → hash; root → record, of the recorder. Samples of 1, 2, 1 and 4 ms. */
const CPU: CpuProfile = {
  nodes: [
    { id: 1, callFrame: call('(root)', ''), children: [2, 3, 5] },
    { id: 2, callFrame: call('(idle)', '') },
    { id: 3, callFrame: call('run', 'lib/core/strategy/compose.ts', 9), children: [4] },
    { id: 4, callFrame: call('', 'node_modules/@grpc/grpc-js/build/hash.js', 4) },
    { id: 5, callFrame: call('init', 'lib/lab/profile/pending-work.ts', 7) },
  ],
  startTime: 1_000,
  endTime: 9_000,
  samples: [3, 4, 5, 2],
  timeDeltas: [0, 1_000, 2_000, 1_000],
}

const FRAMES: Frame[] = [
  { name: 'goOn', file: 'lib/core/strategy/leaky.ts', line: 38 },
  { name: 'wait', file: 'lib/engine/recorded-call.ts', line: 147 },
  { name: 'send', file: 'node_modules/@grpc/grpc-js/build/call.js', line: 3 },
  { name: 'end', file: 'node_modules/@grpc/grpc-js/build/end.js', line: 9 },
  { name: 'track', file: 'lib/lab/profile/pending-work.ts', line: 1 },
]
const stack = (changes: Partial<PendingStack>): PendingStack => ({
  ...{ arm: 0, kind: 'timer', type: 'Timeout', frames: [4, 0, 1], count: 1, abandoned: 0 },
  ...changes,
})

function profileOf(pending: Partial<TrialProfile['pending']> = {}): TrialProfile {
  const nothing = { atMs: 0, stacks: [] }
  return {
    ...{ version: 1, durationMs: 8, cpuIntervalMs: 1, healthIntervalMs: 200, cpu: CPU, frames: FRAMES },
    ...{ pending: { peak: nothing, abandoned: [], left: nothing, ...pending }, health: [] },
  }
}

const words = ({ name, total, self, children }: FlameNode): unknown => [
  name,
  total,
  self,
  children.map(words),
]

describe('the CPU', () => {
  it('counts a sample until the next one, the last until the end, and leaves idle time out', () => {
    expect(words(flameTree(stackValues(profileOf(), 'cpu', [])))).toEqual([
      'all',
      4,
      0,
      [
        ['run', 3, 1, [['(anonymous)', 2, 2, []]]],
        ['init', 1, 1, []],
      ],
    ])
    expect(busyShare(CPU)).toBe(0.5)
    expect(busyShare({ ...CPU, samples: [], timeDeltas: [] })).toBeNull()
    expect(recordingShare(profileOf())).toBe(0.25)
  })

  it('is folded to microseconds, with places from line 1', () => {
    expect(foldedStacks(stackValues(profileOf(), 'cpu', []), 'microseconds')).toBe(
      'init (lib/lab/profile/pending-work.ts:8) 1000\n' +
        'run (lib/core/strategy/compose.ts:10) 1000\n' +
        'run (lib/core/strategy/compose.ts:10);(anonymous) (node_modules/@grpc/grpc-js/build/hash.js:5) 2000\n',
    )
  })
})

describe('pending work', () => {
  const profile = profileOf({
    peak: {
      atMs: 5,
      stacks: [stack({ count: 2 }), stack({ arm: null, count: 1, frames: [2, 3] }), stack({ count: 3 })],
    },
  })

  it('stands on the arm that created it, without the recorder’s own frames, and says of what kind it is', () => {
    expect(foldedStacks(stackValues(profile, 'peak', ['a;b']), 'count')).toBe(
      'a:b;goOn (lib/core/strategy/leaky.ts:38);wait (lib/engine/recorded-call.ts:147);timer: Timeout 5\n' +
        'the engine itself;send (node_modules/@grpc/grpc-js/build/call.js:3);end (node_modules/@grpc/grpc-js/build/end.js:9);timer: Timeout 1\n',
    )
  })

  it('has one frame for neighbours of one library', () => {
    const [, engines] = foldLibraries(stackValues(profile, 'peak', ['leaky']))
    expect(engines?.frames.map(({ name }) => name)).toEqual([
      'the engine itself',
      '@grpc/grpc-js',
      'timer: Timeout',
    ])
  })

  it('begins at the strategy on the page, wherever V8 lost track of the awaits above it', () => {
    const [frame, engines] = [FRAMES[0], FRAMES[1]].flatMap((one) => one ?? [])
    if (!frame || !engines) throw new Error('no frames')
    const arm = { name: 'leaky', file: '', line: 0 }
    const stacks = [
      [arm, engines, frame, engines],
      [arm, frame, engines],
      [arm, engines],
    ]
    const begun = fromStrategy(stacks.map((frames) => ({ frames, value: 1 })))
    expect(begun.map(({ frames }) => frames)).toEqual([
      [arm, frame, engines],
      [arm, frame, engines],
      [arm, engines],
    ])
  })

  it('counts a frame that stands twice in a stack once', () => {
    const [frame] = [FRAMES[0]].flatMap((one) => one ?? [])
    if (!frame) throw new Error('no frame')
    expect(topFrames([{ frames: [frame, frame], value: 4 }], 5)).toEqual([{ ...frame, self: 4, total: 4 }])
  })

  it('is a view for the page, with the totals of what is too narrow to draw', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      frames: [{ name: `f${index}`, file: '', line: 0 }],
      value: 1,
    }))
    expect(flameTree(many)).toMatchObject({ total: 2_000, children: [] })
    expect(profileView(profile, ['leaky']).flames.peak.tree.total).toBe(6)
  })
})

describe('work for callers that had gone', () => {
  it('names the strategy’s place before what every call goes through, and does not count promises', () => {
    const profile = profileOf({
      abandoned: [
        {
          ...{ arm: 1, atMs: 40 },
          stacks: [
            stack({ arm: 1, count: 4 }),
            stack({ arm: 1, count: 2, kind: 'call' }),
            stack({ arm: 1, count: 9, kind: 'promise' }),
            stack({ arm: 1, count: 8, frames: [2] }),
          ],
        },
      ],
      left: {
        atMs: 90,
        stacks: [stack({ arm: 1, count: 5, abandoned: 3 }), stack({ arm: 0, count: 7, abandoned: 7 })],
      },
    })
    expect(abandonedWork(profile, 1)).toEqual({
      ...{ atMs: 40, timers: 12, calls: 2, left: 3 },
      ...{ places: ['lib/core/strategy/leaky.ts:38'], atPlaces: 6, handles: 0, handlePlaces: [] },
    })
    expect(abandonedWork(profile, 0)).toBeNull()
  })

  it('has handles that stayed open, of the arm’s own code and not of what serves everybody', () => {
    const left = {
      atMs: 90,
      stacks: [
        stack({ arm: 1, kind: 'handle', type: 'TCPWRAP', count: 9, abandoned: 7 }),
        // Opened by the engine's own code, and by an operation whose caller is still there.
        stack({ arm: 1, kind: 'handle', type: 'TCPWRAP', frames: [1], count: 6, abandoned: 6 }),
        stack({ arm: 0, kind: 'handle', type: 'TCPWRAP', count: 6, abandoned: 0 }),
      ],
    }
    expect(abandonedWork(profileOf({ left }), 1)).toEqual({
      ...{ atMs: 90, timers: 0, calls: 0, left: 0, places: [], atPlaces: 0 },
      ...{ handles: 7, handlePlaces: ['lib/core/strategy/leaky.ts:38'] },
    })
    expect(abandonedWork(profileOf({ left }), 0)).toBeNull()
  })
})

it('records the trials that the spec names', () => {
  expect(isProfiled({ profile: 'off' }, { repetition: 0 })).toBe(false)
  expect(isProfiled({ profile: 'first' }, { repetition: 0 })).toBe(true)
  expect(isProfiled({ profile: 'first' }, { repetition: 1 })).toBe(false)
  expect(isProfiled({ profile: 'each' }, { repetition: 1 })).toBe(true)
})
