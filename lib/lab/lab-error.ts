/** Errors of the lab. Their messages are for people: what happened, why, what to do. */

/** The lab could not be started, reached or put into the state that was asked for. */
export class LabError extends Error {
  override name = 'LabError'
}

/** Somebody else's run owns the lab. */
export class LabBusyError extends LabError {
  override name = 'LabBusyError'
}

/** Something of ours is still in the lab and could not be taken away: nothing may be run there. */
export class LabStuckError extends LabError {
  override name = 'LabStuckError'
}

/** A limit was crossed that somebody has set for runs on their cluster: the run ends, and no other lab is tried. */
export class LabLimitError extends LabError {
  override name = 'LabLimitError'
}

/** Toxiproxy did not answer in time: it hangs, and stays so until it is started anew. */
export class ToxiproxyHungError extends LabError {
  override name = 'ToxiproxyHungError'
}

/** Toxiproxy refused a call. */
export class ToxiproxyRefusedError extends LabError {
  override name = 'ToxiproxyRefusedError'

  /** @param status of HTTP: 404 = no such proxy or toxic, 409 = it is there already, 500 = the port is taken */
  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
