/** Files, and what was copied, that may hold an experiment. */
import { MAX_SPEC_BYTES } from '@/lib/core/experiment/spec-size'

export const YAML_TYPES = '.yaml,.yml,.json,application/yaml,application/json'

/** Its text, or why it cannot be one; for people. */
export async function textOfFile(
  file: Pick<File, 'name' | 'size' | 'text'>,
): Promise<string | { refusal: string }> {
  if (file.size > MAX_SPEC_BYTES)
    return {
      refusal: `“${file.name}” has ${Math.ceil(file.size / 1024)} KiB; an experiment has at most ${MAX_SPEC_BYTES / 1024}. Is it another file?`,
    }
  const text = await file.text()
  // What a text never holds.
  if (text.includes('\u0000')) return { refusal: `“${file.name}” is no text. Choose a YAML or JSON file.` }
  return text
}

/** What was copied, where the browser hands it over and somebody allows it; or why there is nothing, for people. */
export async function textOfClipboard(
  clipboard: Pick<Clipboard, 'readText'> | undefined,
): Promise<string | { refusal: string }> {
  let text: string
  try {
    text = (await clipboard?.readText()) ?? ''
  } catch {
    // Not allowed, or not by this browser: the person can still paste.
    return {
      refusal: 'The browser does not hand over what was copied. Choose YAML at the right and paste it there.',
    }
  }
  if (text.trim() === '')
    return { refusal: 'No text was copied. Copy an experiment first, or choose a YAML file.' }
  const { size } = new Blob([text])
  return textOfFile({ name: 'What was copied', size, text: () => Promise.resolve(text) })
}
