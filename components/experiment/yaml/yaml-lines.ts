/** Lines of the editor: where they begin in the text, and how to go there. */

export const YAML_ID = 'experiment-yaml'

/** Begin and end of a line in the text, without its line break. @param line from 1; beyond the text it is the last */
export function lineSpan(text: string, line: number): { from: number; to: number } {
  let from = 0
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', from)
    if (end === -1) break
    from = end + 1
  }
  const end = text.indexOf('\n', from)
  return { from, to: end === -1 ? text.length : end }
}

/** Selects a line of the editor and brings it into sight. */
export function focusLine(line: number): void {
  const editor = document.getElementById(YAML_ID)
  if (!(editor instanceof HTMLTextAreaElement)) return
  const { from, to } = lineSpan(editor.value, line)
  editor.focus({ preventScroll: true })
  editor.setSelectionRange(from, to)
  editor.parentElement?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' })
}
