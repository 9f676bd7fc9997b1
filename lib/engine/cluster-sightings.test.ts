import { expect, test } from 'vitest'
import { ClusterSightings } from './cluster-sightings'
import type { ClusterLook } from './ports'

const ALL = ['agrees', 'agrees', 'agrees'] as const
const look = (member: number | null, term = '1', members: ClusterLook['members'] = ALL): ClusterLook => ({
  ...{ leader: member === null ? null : { member, term }, members },
  spareAnswers: null,
})

test('only what is new is kept, from when the look began, on the window’s clock', () => {
  const seen = new ClusterSightings()
  seen.add(look(0), 1_000, 1_003)
  seen.add(look(0), 1_025, 1_028)
  seen.add(look(0, '1', ['agrees', 'silent', 'agrees']), 1_050, 1_250)
  seen.add(look(0), 1_275, 1_278)
  expect(seen.since(1_020)).toEqual({
    sightings: [
      { atMs: -20, leader: 0, members: [...ALL], spareAnswers: null },
      { atMs: 30, leader: 0, members: ['agrees', 'silent', 'agrees'], spareAnswers: null },
      { atMs: 255, leader: 0, members: [...ALL], spareAnswers: null },
    ],
    leaderChanges: [],
  })
})

test('a change counts from the last leader that was known, with the time nobody was', () => {
  const seen = new ClusterSightings()
  seen.add(look(0), 0, 1)
  seen.add(look(null), 100, 101)
  seen.add(look(null), 200, 201)
  seen.add(look(2, '2'), 300, 301)
  expect(seen.since(0).leaderChanges).toEqual([{ seenMs: 301, from: 0, to: 2, leaderlessMs: 200 }])
})

test('where nobody looked nothing is said of changes', () => {
  expect(new ClusterSightings().since(0)).toEqual({ sightings: [], leaderChanges: null })
})
