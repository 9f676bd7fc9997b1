/** Characters that do not show what a text is. */

/** Control characters, those that turn the direction of what follows, and those that nobody sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u
/** Anything but spaces and those that nobody sees. */
const SEEN = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
/** Control characters, and those that turn the direction of what follows. */
const TURNING = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** Whether a text has one: two names that look alike could differ by it. Emoji that are joined have one, too. */
export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text)
}

/** Whether there is something to be read in it. */
export function isSeen(text: string): boolean {
  return SEEN.test(text)
}

/** Whether a text could look like another one by turning its letters around. */
export function hasTurning(text: string): boolean {
  return TURNING.test(text)
}
