/** A strategy of the user's own is missing, or did something that no strategy may do. The message is for its author. */
export class OwnStrategyError extends Error {
  override readonly name = 'OwnStrategyError'
}
