import { answer, Refusal } from '../answers/problem'

export const dynamic = 'force-dynamic'

/** Addresses below /api that nothing else answers. */
function nothingHere(): Promise<Response> {
  return answer(() =>
    Promise.reject(
      new Refusal({
        status: 404,
        title: 'There is nothing at this address',
        detail: 'Check the path: runs are at /api/runs and /api/runs/<id>.',
      }),
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
