/** What the lab of this installation can do, as the worker has written it down. */
import { labCapabilitiesSchema, type DescribedLab } from '@/lib/core/fault/lab-capabilities'
import { environment } from './environment'
import { readJsonFile } from './read-json-file'

/**
 * Null when the worker has never looked, or when the file is of another version: then nothing is refused beforehand, and
 * whoever acquires the lab says what it cannot do.
 */
export function readDescribedLab(file: string = environment().labCapabilitiesFile): DescribedLab | null {
  const described = labCapabilitiesSchema.safeParse(readJsonFile(file))
  return described.success ? described.data : null
}
