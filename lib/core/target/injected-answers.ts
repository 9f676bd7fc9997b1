/** What our own HTTP upstream answers in place of a plain 200. */

/** Everything but a plain 200, in the order in which shares are drawn: part of what a seed repeats. */
export const INJECTED_ANSWERS = ['408', '429', '500', '502', '503', '504', 'stall', 'cut'] as const
export type Answer = '200' | (typeof INJECTED_ANSWERS)[number]
