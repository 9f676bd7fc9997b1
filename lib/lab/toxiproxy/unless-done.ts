/** Calls to Toxiproxy that somebody else may have done at the same moment. */
import { ToxiproxyRefusedError } from '../lab-error'

const NOT_THERE = 404
const THERE_ALREADY = 409

/** Waits for the call; that the proxy or toxic is gone, or there already, is no failure. */
export async function unlessDone(call: Promise<void>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof ToxiproxyRefusedError && [NOT_THERE, THERE_ALREADY].includes(error.status)))
      throw error
  }
}
