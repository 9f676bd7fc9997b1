import { describe, expect, test } from 'vitest'
import { faults } from '../registry'
import { leavesUnknownOutcomes } from '../settling'

const memberDown = faults['member-down']
const memberRestart = faults['member-restart']
const nameFailure = faults['name-failure']
const { learner } = faults

describe('faults on members', () => {
  test('are for etcd, and can leave requests hanging; only the restart happens once', () => {
    for (const fault of [faults['leader-kill'], faults['leader-pause'], memberDown, memberRestart, learner]) {
      expect(fault.targets).toEqual(['etcd'])
      expect(leavesUnknownOutcomes({ fault: fault.name })).toBe(true)
      expect(fault.span).toBe(fault.name === 'member-restart' ? 'momentary' : 'lasting')
    }
    expect(faults['leader-kill'].needs({})).toEqual(['process-control'])
    expect(learner.needs(learner.params.parse({}))).toEqual(['process-control', 'membership'])
  })

  test('strike one member, never all of them', () => {
    expect(memberDown.params.parse({})).toEqual({ on: 'follower' })
    expect(memberRestart.params.safeParse({ on: 'all' }).success).toBe(false)
    expect(memberDown.params.safeParse({ on: 'member-6' }).success).toBe(false)
    expect(memberDown.params.safeParse({ member: 'leader' }).success).toBe(false)
  })

  test('name the learner’s time limits', () => {
    expect(learner.describe(learner.params.parse({}))).toBe(
      'a learner added, then promoted (2000 ms a call, 3000 ms in all)',
    )
  })
})

test('a failure of names is possible for both targets, an error for all unless said otherwise, and leaves no doubt', () => {
  expect(nameFailure.targets).toEqual(['etcd', 'http'])
  expect(nameFailure.needs(nameFailure.params.parse({}))).toEqual(['names'])
  expect(leavesUnknownOutcomes({ fault: 'name-failure' })).toBe(false)
  expect(nameFailure.params.parse({})).toEqual({ answer: 'error', on: 'all' })
  expect(nameFailure.describe({ answer: 'never', on: 'leader' })).toBe(
    'names resolve to an address that never answers, the leader',
  )
  expect(nameFailure.params.safeParse({ answer: 'wrong' }).success).toBe(false)
})
