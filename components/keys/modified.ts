/** Keys that are the browser’s own. Pure. */

export type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Alt with an arrow goes back, Ctrl with + enlarges the page: no chart takes these away. */
export function isModified({ ctrlKey, metaKey, altKey }: Omit<PressedKey, 'key'>): boolean {
  return ctrlKey || metaKey || altKey
}
