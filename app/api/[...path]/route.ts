import { caught, Refusal } from '../answers/problem'

export const dynamic = 'force-dynamic'

/** Addresses below /api that nothing else answers. */
function nothingHere(): Promise<Response> {
  return caught(() =>
    Promise.reject(
      new Refusal(
        'no-such-address',
        'Check the path: runs are at /api/runs and /api/runs/<id>; /api-reference lists all there is.',
      ),
    ),
  )
}

export {
  nothingHere as GET,
  nothingHere as POST,
  nothingHere as PUT,
  nothingHere as PATCH,
  nothingHere as DELETE,
}
