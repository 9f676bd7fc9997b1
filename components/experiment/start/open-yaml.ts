/** Files that may hold an experiment. */
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
