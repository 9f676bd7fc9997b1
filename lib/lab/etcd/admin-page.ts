/** A member's own HTTP pages (`/metrics`, `/health`): outside of gRPC, so that they count what really arrived. */
import { get as getPlain } from 'node:http'
import { get as getSecure, type RequestOptions } from 'node:https'
import { text } from 'node:stream/consumers'
import type { LabAddress, LabMember } from '../lab'
import { LabError } from '../lab-error'
import { httpsOptions } from './tls'

/** @throws LabError when it is not answered with 200 in time */
export function readAdminPage(
  address: LabAddress,
  member: LabMember,
  path: string,
  timeoutMs: number,
): Promise<string> {
  const url = `${member.adminUrl}${path}`
  const tls = address.terms?.tls
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new LabError(`${url} could not be read: ${why}.`))
    const signal = AbortSignal.timeout(timeoutMs)
    const options: RequestOptions = tls ? { ...httpsOptions(tls, member), signal } : { signal }
    const request = (tls ? getSecure : getPlain)(url, options, (response) => {
      if (response.statusCode === 200) text(response).then(resolve, (error: unknown) => fail(String(error)))
      else {
        response.resume()
        fail(`status ${response.statusCode}`)
      }
    })
    request.once('error', (error) => fail(error.message))
  })
}
