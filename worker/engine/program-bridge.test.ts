import { describe, expect, test } from 'vitest'
import { LabError } from '@/lib/lab/lab-error'
import { OrderRefusedError, programControl, type SendOrder } from '@/lib/lab/process/program-order'
import { passOrderOn, ProgramRequests } from './program-bridge'

/** Both ends, with whatever stands for the watchdog behind them; messages are copied as between threads. */
function bridgeTo(send: SendOrder | null): ProgramRequests {
  const requests = new ProgramRequests((message) => {
    const programs = send && programControl(send)
    void passOrderOn(structuredClone(message), programs, (answer) => requests.take(structuredClone(answer)))
  })
  return requests
}

describe('program control from thread to thread', () => {
  test('carries each order, tells when its signal has left, and brings the states back', async () => {
    const seen: string[] = []
    const { control } = bridgeTo((order, signalled) => {
      seen.push(`${order.action} ${order.program}`)
      if (order.action === 'kill' || order.action === 'pause') signalled()
      return Promise.resolve([{ name: 'etcd-m1', state: 'down' }])
    })
    let signals = 0
    await control.kill('etcd-m1', () => signals++)
    await control.pause('etcd-m2', () => signals++)
    await control.resume('etcd-m2')
    await control.restart('etcd-m1')
    await control.start('etcd-m4')
    await control.stop('etcd-m4')
    expect(await control.states()).toEqual([{ name: 'etcd-m1', state: 'down' }])
    expect(signals).toBe(2)
    expect(seen.filter((order) => !order.startsWith('look'))).toEqual([
      ...['kill etcd-m1', 'pause etcd-m2', 'resume etcd-m2', 'restart etcd-m1'],
      ...['start etcd-m4', 'stop etcd-m4'],
    ])
  })

  test('tells a refusal from a lab that does not do as it is told', async () => {
    const refusing = bridgeTo(() => Promise.reject(new OrderRefusedError('it does not run')))
    await expect(refusing.control.kill('etcd-m1')).rejects.toBeInstanceOf(OrderRefusedError)
    const broken = bridgeTo(() => Promise.reject(new LabError('no answer')))
    const error: unknown = await broken.control.kill('etcd-m1').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(LabError)
    expect(error).not.toBeInstanceOf(OrderRefusedError)
  })

  test('refuses every order where the programs are not ours', async () => {
    const { control } = bridgeTo(null)
    await expect(control.states()).rejects.toBeInstanceOf(OrderRefusedError)
    await expect(control.pause('etcd-m1')).rejects.toThrow(/not ours/)
  })
})
