/** Who waits for whom: passwords are checked by a stand-in that takes as long as the test wants. */
import { expect, test, vi } from 'vitest'
import { signIn } from './sign-in'

const { wrong, open } = vi.hoisted(() => {
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const wrong = () => gate.then(() => Promise.reject(Object.assign(new Error('wrong'), { statusCode: 401 })))
  return { wrong, open: () => open() }
})
vi.mock('./better-auth', () => ({ auth: () => ({ api: { signInEmail: wrong } }) }))

test('nobody alone can keep all others from signing in', async () => {
  let asked = 0
  const from = (address: string) => {
    const email = `${(asked += 1)}@lab.example`
    return signIn({ email, password: 'a guess' }, new Headers({ 'x-forwarded-for': address }))
  }
  const flood = Array.from({ length: 40 }, () => from('198.51.100.7, 10.0.0.1'))
  const others = ['10.0.0.2', '10.0.0.3'].map(from)
  open()
  const why = (await Promise.all(flood)).map((answer) => (answer.ok ? 'let in' : answer.why))
  expect(why.filter((one) => one === 'wrong')).toHaveLength(6)
  expect(why.filter((one) => one === 'too-many')).toHaveLength(34)
  expect(await Promise.all(others)).toEqual([
    { ok: false, why: 'wrong' },
    { ok: false, why: 'wrong' },
  ])
})
