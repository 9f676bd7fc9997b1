/** Errors of the lab. Their messages are for people: what happened, why, what to do. */

/** The lab could not be started, reached or put into the state that was asked for. */
export class LabError extends Error {
  override name = 'LabError'
}

/** Somebody else's run owns the lab. */
export class LabBusyError extends LabError {
  override name = 'LabBusyError'
}
