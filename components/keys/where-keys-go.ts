/** Where a key that was pressed belongs: to what has the focus, or to the page. */

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
/** Lists that letters choose an entry of. */
const LISTS = '[role="menu"], [role="listbox"], [role="combobox"], [role="tree"]'
/** Boxes and buttons take no letters. */
const NO_TEXT = 'input:is([type="checkbox"], [type="radio"], [type="button"], [type="range"])'

/** True where a letter means itself: somebody types, or chooses from a list by letters. */
export function takesLetters(element: Element | null): boolean {
  if (element === null) return false
  return element.closest(LISTS) !== null || (element.matches(FIELDS) && !element.matches(NO_TEXT))
}

/** The switch to the table of the chart that has the focus, or else of the one under the pointer. */
export function numbersSwitch(page: Document): HTMLElement | null {
  const focused = page.activeElement?.closest('[data-chart]')
  const chart = focused ?? page.querySelector('[data-chart]:hover')
  return chart?.querySelector<HTMLElement>('[data-numbers]') ?? null
}

/** The search of the page; null where there is none, or where it is hidden. */
export function searchField(page: Document): HTMLElement | null {
  const fields = page.querySelectorAll<HTMLElement>('main input[type="search"]')
  return [...fields].find((field) => field.offsetParent !== null) ?? null
}
