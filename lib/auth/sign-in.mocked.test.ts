/** Who waits for whom, and who has tried too often: passwords are checked by a stand-in that takes as long as the test wants. */
import { beforeEach, expect, test, vi } from 'vitest'
import { callerAddress } from './caller-address'
import { changePassword, signIn } from './sign-in'

const { check } = vi.hoisted(() => ({ check: vi.fn<() => Promise<unknown>>() }))
vi.mock('./better-auth', () => ({ auth: () => ({ api: { signInEmail: check, changePassword: check } }) }))

const wrong = () => Promise.reject(Object.assign(new Error('wrong'), { statusCode: 401 }))
const right = () =>
  Promise.resolve({ headers: new Headers(), response: { user: { id: 'ada', name: 'Ada' } } })

beforeEach(() => {
  delete (globalThis as { retryscopeSignIns?: unknown }).retryscopeSignIns
  check.mockReset().mockImplementation(wrong)
})

const byAda = (email = 'ada@lab.example') => signIn({ email, password: 'a guess' }, new Headers())
const change = () => changePassword({ accountId: 'ada', current: 'a guess', next: 'another' }, new Headers())
const came = async (work: () => Promise<{ ok: boolean; why?: string }>, times: number) => {
  const answers: string[] = []
  for (let time = 0; time < times; time += 1) {
    const { ok, why } = await work()
    answers.push(ok ? 'let in' : (why ?? ''))
  }
  return answers
}

test('nobody alone can keep all others from signing in, under however many names', async () => {
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  check.mockImplementation(() => gate.then(wrong))
  let asked = 0
  const from = (address: string) => {
    const email = `${(asked += 1)}@lab.example`
    return signIn({ email, password: 'a guess' }, new Headers({ 'x-forwarded-for': address }))
  }
  // Only what the last proxy has written is known.
  const flood = Array.from({ length: 40 }, (_, name) => from(`198.51.100.${name}, 10.0.0.1`))
  const others = ['10.0.0.2', '10.0.0.3'].map(from)
  open()
  const why = (await Promise.all(flood)).map((answer) => (answer.ok ? 'let in' : answer.why))
  expect(why.filter((one) => one === 'wrong')).toHaveLength(6)
  expect(why.filter((one) => one === 'too-many')).toHaveLength(34)
  expect(await Promise.all(others)).toEqual([
    { ok: false, why: 'wrong', locks: false },
    { ok: false, why: 'wrong', locks: false },
  ])
})

test('whoever has signed in has as many tries again as before', async () => {
  expect(await came(byAda, 4)).toEqual(Array(4).fill('wrong'))
  check.mockImplementationOnce(right)
  expect(await came(byAda, 1)).toEqual(['let in'])
  expect(await came(byAda, 6)).toEqual([...Array<string>(5).fill('wrong'), 'too-many'])
  check.mockImplementation(right)
  expect(await came(() => byAda('ADA@lab.example'), 1)).toEqual(['too-many'])
})

test('the try after which nobody can sign in for a while says so, and it alone', async () => {
  const locks = []
  for (let time = 0; time < 6; time += 1) {
    const answer = await byAda()
    locks.push('locks' in answer ? answer.locks : null)
  }
  expect(locks).toEqual([false, false, false, false, true, null])
})

test('whoever guesses at one door keeps its owner from none of the other', async () => {
  expect(await came(() => byAda('ada'), 6)).toContain('too-many')
  expect(await came(change, 6)).toEqual([...Array<string>(5).fill('wrong'), 'too-many'])
})

test('an error of ours is no wrong password', async () => {
  check.mockImplementation(() => Promise.reject(new Error('the disk is full')))
  for (let time = 0; time < 9; time += 1) await expect(byAda()).rejects.toThrow('the disk is full')
  check.mockImplementation(right)
  expect(await came(byAda, 1)).toEqual(['let in'])
})

test('whoever asks is known by what the last proxy tells', () => {
  expect(callerAddress(new Headers({ 'x-forwarded-for': '203.0.113.9, 10.0.0.1' }))).toBe('10.0.0.1')
  expect(callerAddress(new Headers())).toBe('unknown')
})
