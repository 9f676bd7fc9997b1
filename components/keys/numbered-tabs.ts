/** Parts of a run that have a key: as many as there are digits. */
export const NUMBERED_TABS = 9
