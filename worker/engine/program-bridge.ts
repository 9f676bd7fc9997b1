/**
 * Program control from thread to thread: the engine's thread knows when a program has to be killed, but the pipe to the
 * watchdog belongs to the supervisor. Both ends stand here.
 */
import type { ProgramControl, ProgramState } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import {
  OrderRefusedError,
  programControl,
  sendOrderTo,
  type ProgramOrder,
} from '@/lib/lab/process/program-order'

/** From the engine's thread. */
export interface OrderMessage {
  type: 'order'
  id: number
  order: ProgramOrder
}

/** From the supervisor: first that the signal has left (if there is one), then what came of the order. */
export type OrderAnswer = { type: 'order'; id: number } & (
  | { event: 'signalled' }
  | { event: 'obeyed'; programs: ProgramState[] }
  | { event: 'refused'; message: string; isRefusal: boolean }
)

/** The thread's end. */
export class ProgramRequests {
  readonly control: ProgramControl
  readonly #open = new Map<number, (answer: OrderAnswer) => void>()
  #last = 0

  constructor(say: (message: OrderMessage) => void) {
    this.control = programControl((order, signalled) => {
      const id = ++this.#last
      return new Promise((resolve, reject) => {
        this.#open.set(id, (answer) => {
          if (answer.event === 'signalled') return signalled()
          this.#open.delete(id)
          if (answer.event === 'obeyed') resolve(answer.programs)
          else reject(answer.isRefusal ? new OrderRefusedError(answer.message) : new LabError(answer.message))
        })
        say({ type: 'order', id, order })
      })
    })
  }

  take(answer: OrderAnswer): void {
    this.#open.get(answer.id)?.(answer)
  }
}

/** The supervisor's end: passes an order on and answers it, whatever comes of it. */
export async function passOrderOn(
  { id, order }: OrderMessage,
  programs: ProgramControl | null,
  say: (answer: OrderAnswer) => void,
): Promise<void> {
  try {
    if (!programs) throw new OrderRefusedError('The programs of this lab are not ours to start and end.')
    const states = await sendOrderTo(programs)(order, () => say({ type: 'order', id, event: 'signalled' }))
    say({ type: 'order', id, event: 'obeyed', programs: states })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    say({ type: 'order', id, event: 'refused', message, isRefusal: error instanceof OrderRefusedError })
  }
}
