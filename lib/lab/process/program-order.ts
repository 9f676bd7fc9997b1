/** Orders about single programs of a lab, as they travel from the engine's thread to the watchdog, and what is answered. */
import { z } from 'zod'
import type { ProgramControl, ProgramState } from '../lab'
import { LabError } from '../lab-error'

export const programOrderSchema = z.object({
  action: z.enum(['kill', 'restart', 'pause', 'resume', 'start', 'stop', 'look']),
  /** Empty for `look`, which is about all. */
  program: z.string(),
})
export type ProgramOrder = z.output<typeof programOrderSchema>

export const programStateSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'paused', 'down', 'reserve']),
}) satisfies z.ZodType<ProgramState>

/**
 * Carries an order out.
 * @param signalled called when the order's signal has left
 * @returns the state of every program afterwards
 */
export type SendOrder = (order: ProgramOrder, signalled: () => void) => Promise<ProgramState[]>

/** An order that cannot be carried out as things are: the program is down already. The lab is as it was. */
export class OrderRefusedError extends LabError {
  override name = 'OrderRefusedError'
}

/** Program control over whatever carries orders. */
export function programControl(send: SendOrder): ProgramControl {
  const order = async (
    action: ProgramOrder['action'],
    program: string,
    signalled: () => void = () => undefined,
  ): Promise<void> => {
    await send({ action, program }, signalled)
  }
  return {
    kill: (program, signalled) => order('kill', program, signalled),
    restart: (program) => order('restart', program),
    pause: (program, signalled) => order('pause', program, signalled),
    resume: (program) => order('resume', program),
    start: (program) => order('start', program),
    stop: (program) => order('stop', program),
    states: () => send({ action: 'look', program: '' }, () => undefined),
  }
}

/** The way back: orders for a program control that somebody else has made. */
export function sendOrderTo(programs: ProgramControl): SendOrder {
  return async ({ action, program }, signalled) => {
    if (action !== 'look') await programs[action](program, signalled)
    return programs.states()
  }
}
