/** Deliveries that are due, as workers take and give them back; on a real database file. */
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '@/lib/db/database'
import {
  dropOldDeliveries,
  giveBack,
  storeTry,
  takeDueDelivery,
  type DueDelivery,
  type StoredTry,
} from '@/lib/db/due-deliveries'
import { changeWebhook } from '@/lib/db/webhooks'
import { deliveriesOf, endedRun, webhookDatabase, webhookTo } from '../fixtures/webhook-fixture'

let db: Database
beforeEach(async () => {
  db = await webhookDatabase()
})

const inS = (seconds: number) => new Date(Date.now() + seconds * 1_000)
const succeeded = { kind: 'end', ending: 'succeeded' } as const

function tried(): StoredTry {
  return {
    ...{ startedAt: new Date(), durationMs: 5, result: 'delivered', status: 200 },
    ...{ retryAfterMs: null, said: null },
  }
}

async function taken(seconds = 1): Promise<DueDelivery> {
  const delivery = await takeDueDelivery([], db, inS(seconds))
  if (!delivery) throw new Error('nothing is due')
  return delivery
}

test('one worker at a time has a delivery, and what one says that no longer has it is not stored', async () => {
  const { id } = await webhookTo('https://hooks.example/', { events: ['run.finished'] })
  await endedRun()
  const late = await taken()
  expect(await takeDueDelivery([], db, inS(20))).toBeNull()
  const next = await taken(40)
  expect(next.id).toBe(late.id)
  expect(await storeTry(late, tried(), succeeded, db)).toBe(false)
  await giveBack(late, db)
  expect(await takeDueDelivery([], db, inS(50))).toBeNull()
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'waiting', attempts: [] }])
  expect(await storeTry(next, tried(), succeeded, db)).toBe(true)
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: [{ number: 1 }] }])
})

test('nothing is taken of a webhook that is paused or sent to already; it goes on afterwards', async () => {
  const { id } = await webhookTo('https://hooks.example/', { events: ['run.finished'] })
  await endedRun()
  expect(await takeDueDelivery([id], db, inS(1))).toBeNull()
  await changeWebhook(id, { paused: true }, db)
  expect(await takeDueDelivery([], db, inS(1))).toBeNull()
  await changeWebhook(id, { paused: false }, db)
  expect((await taken()).webhook.id).toBe(id)
})

test('old deliveries are dropped when they have ended, and not while they wait', async () => {
  const { id } = await webhookTo('https://hooks.example/', { events: ['run.finished'] })
  await endedRun()
  await storeTry(await taken(), tried(), succeeded, db)
  await endedRun()
  expect(await dropOldDeliveries(inS(-60), db)).toBe(0)
  expect(await dropOldDeliveries(inS(60), db)).toBe(1)
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'waiting' }])
})
