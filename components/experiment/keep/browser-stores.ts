/** The browser's storages, where they can be had: reading the property alone throws where a browser has switched them off. */

const TAB_KEY = 'retryscope.tab'

/** Null where nothing can be kept. */
export function keptStore(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** Names this tab over reloads. */
export function tabId(): string {
  try {
    const known = sessionStorage.getItem(TAB_KEY)
    if (known !== null) return known
  } catch {
    // Switched off: the tab has a name until it is reloaded.
  }
  return newTabId()
}

/** A new name for this tab: a duplicated tab has that of the other one. */
export function newTabId(): string {
  const id = Math.random().toString(36).slice(2, 10)
  try {
    sessionStorage.setItem(TAB_KEY, id)
  } catch {
    // As above.
  }
  return id
}
