/** Profiles as bytes: JSON in gzip. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { trialProfileSchema, type TrialProfile } from '@/lib/core/profile/profile'
import { DatabaseError } from './database-error'

export function encodeProfile(profile: TrialProfile): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(profile)))
}

/** @throws DatabaseError when the bytes are damaged or of another version */
export function decodeProfile(bytes: Uint8Array): TrialProfile {
  try {
    return trialProfileSchema.parse(JSON.parse(gunzipSync(bytes).toString('utf8')))
  } catch (error) {
    throw new DatabaseError(
      'damaged',
      'A profile cannot be read: it is damaged or was written by another version. The figures of its trial are kept apart and still hold.',
      error,
    )
  }
}
