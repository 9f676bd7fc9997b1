/** Each field is named by its place in the spec, so that a problem leads to the field that shows it. */

/** The id of the field at this path, or of the sentence that is about it. */
export function fieldId(path: string): string {
  return `field.${path}`
}

/** Focuses what shows the problem at this path: its field, the first one in it, or the nearest thing around it. */
export function focusField(path: string): void {
  for (const at of pathAndParents(path)) {
    const field = document.getElementById(fieldId(at)) ?? firstFieldIn(at)
    if (!field) continue
    // A folded part of the form cannot take the focus.
    for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true
    field.focus()
    return
  }
}

function firstFieldIn(path: string): HTMLElement | null {
  const begin = JSON.stringify(`${fieldId(path)}.`)
  return document.querySelector<HTMLElement>(`:is(input, select, textarea)[id^=${begin}]`)
}

/** "a.b.c", "a.b", "a". */
export function pathAndParents(path: string): string[] {
  const parts = path.split('.')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
}
