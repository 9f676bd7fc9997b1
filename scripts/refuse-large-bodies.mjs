/**
 * Preloaded (`node --import`) into the web app: refuses large bodies before anything reads them. Next waits for the whole body of a
 * request before it answers, even where its proxy has refused it; 50 MB, or a body that never ends, would be waited for. Here the
 * answer is given at once, and the connection ends. Operations have smaller limits of their own (app/api/answers/read-body.ts).
 */
import http from 'node:http'
import { isMainThread } from 'node:worker_threads'

/** No operation takes as much. */
export const MOST_BYTES = 1_048_576

/** For the answer to leave and be read: an end at once would be a reset that overtakes it. */
const LEAVE_MS = 500

// As the API refuses it (`too-large` in lib/core/api/problem-kinds.ts).
const PROBLEM = JSON.stringify({
  type: '/api-reference/problems#too-large',
  status: 413,
  title: 'The body is too large',
  detail: 'It may have at most 1 MB, and most have to be far smaller.',
})
const ANSWER = [
  'HTTP/1.1 413 Content Too Large',
  'Content-Type: application/problem+json',
  `Content-Length: ${Buffer.byteLength(PROBLEM)}`,
  'Cache-Control: no-store',
  'X-Content-Type-Options: nosniff',
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  'Connection: close',
  '',
  PROBLEM,
].join('\r\n')

// Threads run preloaded modules as well, and only the main one has the server.
if (isMainThread) refuseLargeBodies(http.Server)

/** Servers of this class refuse from now on. */
export function refuseLargeBodies(Server) {
  const { emit } = Server.prototype
  Server.prototype.emit = function (event, ...given) {
    if (event === 'request' || event === 'checkContinue') {
      const [request, response] = given
      if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) {
        refuse(request, response)
        return true
      }
      countBody(request, response)
    }
    return emit.call(this, event, ...given)
  }
}

/** What has announced no length, or sends more than that, is refused where it goes over. */
function countBody(request, response) {
  let bytes = 0
  let isRefused = false
  const { push } = request
  // Node's parser gives it each piece, and stops reading when it answers false; pieces that were read before that still come.
  request.push = (piece, encoding) => {
    bytes += piece?.length ?? 0
    if (bytes <= MOST_BYTES) return push.call(request, piece, encoding)
    if (!isRefused) refuse(request, response)
    isRefused = true
    return false
  }
}

function refuse({ socket }, response) {
  if (socket.destroyed) return
  if (!response.headersSent) socket.write(ANSWER)
  socket.pause()
  setTimeout(() => socket.destroy(), LEAVE_MS).unref()
}
