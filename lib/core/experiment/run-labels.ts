/**
 * What people write on a run to find it again and to know what it measured: tags, and the version of the system under test.
 * Given beside the spec and kept beside the run: no draw and no figure depends on them.
 */
import { z } from 'zod'

export const MAX_TAGS = 10
export const MAX_TAG_LENGTH = 40
export const MAX_VERSION_LENGTH = 80

/** One spelling of a tag: small letters, no spaces. */
function normalised(text: string): string {
  return text.normalize('NFC').trim().toLowerCase().replace(/\s+/gu, '-')
}

/** A short word such as `nightly` or `team:storage`; a comma would part two tags in an address. */
export const tagSchema = z
  .string()
  .transform(normalised)
  .pipe(
    z
      .string()
      .min(1)
      .max(MAX_TAG_LENGTH)
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._:/+-]*$/u,
        'a tag begins with a letter or a digit and has only letters, digits and . _ : / + -, for example nightly',
      ),
  )

/** Tags in one order, each once. */
export const tagsSchema = z
  .array(tagSchema)
  .transform((tags) => [...new Set(tags)].sort())
  .pipe(z.array(z.string()).max(MAX_TAGS))
  .meta({ title: 'Tags', description: 'Words to find the run by.' })

/** A commit, a release, a build: free text in one line. */
export const versionSchema = z
  .string()
  .trim()
  .min(1)
  .max(MAX_VERSION_LENGTH)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
  .meta({ title: 'Version', description: 'Commit or version of the system under test.' })
