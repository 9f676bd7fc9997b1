/** Longer texts are refused: the largest sensible spec is a few kilobytes. */
export const MAX_SPEC_BYTES = 256 * 1024
