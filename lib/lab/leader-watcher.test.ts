import type { IStatusResponse } from 'etcd3'
import { expect, test } from 'vitest'
import { clusterLook } from './leader-watcher'

/** What the member with this id says of its leader. */
const says = (id: string, leader: string, raftTerm = '4') =>
  ({ header: { member_id: id }, leader, raftTerm }) as IStatusResponse

test('a member that does not answer is silent, one that names another leader or term stands apart', () => {
  expect(clusterLook([says('7', '7'), says('8', '7'), null])).toEqual({
    ...{ leader: { member: 0, term: '4' }, members: ['agrees', 'agrees', 'silent'] },
  })
  expect(clusterLook([says('7', '7', '3'), says('8', '8'), says('9', '8')])).toEqual({
    ...{ leader: { member: 1, term: '4' }, members: ['apart', 'agrees', 'agrees'] },
  })
  expect(clusterLook([says('7', '7'), says('8', '7'), says('9', '0')])).toMatchObject({
    members: ['agrees', 'agrees', 'apart'],
  })
})

test('without a leader everybody who answers stands apart', () => {
  expect(clusterLook([says('7', '0'), says('8', '0'), null])).toEqual({
    ...{ leader: null, members: ['apart', 'apart', 'silent'] },
  })
})
