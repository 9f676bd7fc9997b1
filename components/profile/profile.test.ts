import { describe, expect, it } from 'vitest'
import type { FlameNode } from '@/lib/core/profile/flame-tree'
import type { ProfileView } from '@/lib/core/profile/profile-view'
import { flameBoxes, neighbour, originOf } from './flame-boxes'
import { healthCsv, healthNumbers } from './health-numbers'
import { costWords, recordedNote, viewExplanation } from './profile-words'

const node = (name: string, total: number, children: FlameNode[] = []): FlameNode => ({
  ...{ name, file: '', line: 0, total, self: 0, children },
})
const TREE = node('all', 100, [node('a', 60, [node('b', 30)]), node('c', 39.875), node('narrow', 0.125)])
const drawn = (zoom: number[]) =>
  flameBoxes(TREE, zoom).map(({ key, node: { name }, depth, left, width }) => [key, name, depth, left, width])

describe('a flame graph', () => {
  it('is as wide as its totals, and leaves out what nobody could see', () => {
    expect(drawn([])).toEqual([
      ['', 'all', 0, 0, 1],
      ['0', 'a', 1, 0, 0.6],
      ['0.0', 'b', 2, 0, 0.3],
      ['1', 'c', 1, 0.6, 0.39875],
    ])
  })

  it('widens one frame, with its callers above it and without its neighbours', () => {
    expect(drawn([0])).toEqual([
      ['', 'all', 0, 0, 1],
      ['0', 'a', 1, 0, 1],
      ['0.0', 'b', 2, 0, 0.5],
    ])
    expect(drawn([7])).toEqual(drawn([]))
  })

  it('is walked by arrow keys, and not beyond its edges', () => {
    const boxes = flameBoxes(TREE, [])
    const go = (from: number[], key: string) => neighbour(boxes, from, key)?.node.name ?? null
    expect(go([], 'ArrowDown')).toBe('a')
    expect(go([0], 'ArrowRight')).toBe('c')
    expect(go([1], 'ArrowLeft')).toBe('a')
    expect(go([0, 0], 'ArrowUp')).toBe('a')
    expect(go([0, 0], 'Home')).toBe('all')
    expect(go([1], 'ArrowRight')).toBeNull()
    expect(go([1], 'ArrowDown')).toBeNull()
    expect(go([], 'ArrowUp')).toBeNull()
  })

  it('tells whose code a frame is', () => {
    expect(
      ['lib/core/strategy/leaky.ts', 'strategies/mine.mjs', 'lib/lab/clock.ts', 'node:net', ''].map((file) =>
        originOf({ file }),
      ),
    ).toEqual(['strategy', 'strategy', 'project', 'node', 'mark'])
    expect(originOf({ file: 'node_modules/@grpc/grpc-js/build/call.js' })).toBe('library')
  })
})

it('says what recording cost, how much was recorded, and when there was nothing', () => {
  expect(costWords({ recordingShare: 0.224 })).toMatch(
    /^Recording took 22\.4 % of the thread’s computing time/,
  )
  expect(recordedNote(0, 3)).toBe('not recorded')
  expect(recordedNote(1, 3)).toBe('1 of 3 trials recorded')
  const flame = { tree: node('all', 0), top: [], stacks: 0 }
  const view: ProfileView = {
    ...{ durationMs: 1, cpuIntervalMs: 1, healthIntervalMs: 200, cpuSamples: 0, busyShare: null, health: [] },
    recordingShare: 0,
    flames: { cpu: flame, peak: flame, abandoned: flame, left: flame },
    takenAtMs: { cpu: null, peak: 0, abandoned: null, left: 0 },
  }
  expect(viewExplanation('abandoned', view)).toContain('none was seen')
})

it('has a number behind every point of heap and handles', () => {
  const counts = { handles: 3, timers: 1_200, calls: 4, promises: 5, abandoned: 6 }
  const sample = { atMs: 1_250, heapUsedBytes: 3 * 1024 ** 2, residentBytes: 80.25 * 1024 ** 2, ...counts }
  const { head, rows } = healthNumbers([sample])
  expect(rows).toEqual([{ key: '0', name: '1.3 s', figures: ['3.0', '80.3', '3', '1,200', '4', '5', '6'] }])
  expect(head).toHaveLength(8)
  expect(healthCsv([sample]).rows).toEqual([[1_250, 3, 80.25, 3, 1_200, 4, 5, 6]])
})
