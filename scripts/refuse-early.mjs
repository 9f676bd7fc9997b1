/**
 * Preloaded (`node --import`) into the web app: refuses some requests before anything reads them.
 *
 * Large bodies: Next waits for the whole body of a request before it answers, even where its proxy has refused it; 50 MB, or a body
 * that never ends, would be waited for. Here the answer is given at once, and the connection ends. Operations have smaller limits of
 * their own (app/api/answers/read-body.ts).
 *
 * Methods that nothing here takes (`TRACE`): Next fails on them before any of our code runs.
 *
 * Addresses that no text stands for (`%ff`): Next answers them with a plain 500.
 *
 * Foreign names in `Host`, for whatever is asked for: Next runs no code of ours before it serves the files of a page
 * (app/api/answers/request-guard.ts says why a name matters, and refuses by the same rule where nothing was preloaded).
 */
import http from 'node:http'
import { isMainThread } from 'node:worker_threads'
import { isServedHost } from '../lib/core/served-host.mjs'

/** No operation takes as much. */
export const MOST_BYTES = 1_048_576

/** For the answer to leave and be read: an end at once would be a reset that overtakes it. */
const LEAVE_MS = 500

// As the API refuses it (`too-large`, `wrong-method`, `not-understood` and `foreign-name` in lib/core/api/problem-kinds.ts).
const TOO_LARGE = answerOf({
  type: '/api-reference/problems#too-large',
  status: 413,
  title: 'The body is too large',
  detail: 'It may have at most 1 MB, and most have to be far smaller.',
})
const MALFORMED_PROBLEM = {
  type: '/api-reference/problems#not-understood',
  status: 400,
  title: 'The question cannot be understood',
  detail: 'The address has an escape (%…) that stands for no text. Was it cut, or written by hand?',
}
const MALFORMED = answerOf(MALFORMED_PROBLEM)
/** Who asked for a page reads it in a browser. */
const MALFORMED_PAGE = answerWith(400, 'text/plain; charset=utf-8', MALFORMED_PROBLEM.detail)

const FOREIGN_NAME = answerOf({
  type: '/api-reference/problems#foreign-name',
  status: 403,
  title: 'This address is not served',
  detail:
    'Open Retryscope as http://127.0.0.1 or http://localhost, or as RETRYSCOPE_URL says, which sets the address that others open it under.',
})

/** What any address may take; which of them one does is said by whoever answers there. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const WRONG_METHOD = answerOf(
  {
    type: '/api-reference/problems#wrong-method',
    status: 405,
    title: 'This address does not take this method',
    detail: `No address takes it. All there are: ${METHODS.join(', ')}. /api-reference lists what takes which.`,
  },
  [`Allow: ${METHODS.join(', ')}`],
)

function answerOf(problem, headers = []) {
  return answerWith(problem.status, 'application/problem+json', JSON.stringify(problem), headers)
}

function answerWith(status, type, body, headers = []) {
  return [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    ...headers,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

// Threads run preloaded modules as well, and only the main one has the server.
if (isMainThread) refuseEarly(http.Server, process.env)

/** Servers of this class refuse from now on. */
export function refuseEarly(Server, { RETRYSCOPE_URL = '' }) {
  const publicOrigin = RETRYSCOPE_URL === '' ? null : RETRYSCOPE_URL
  const { emit } = Server.prototype
  Server.prototype.emit = function (event, ...given) {
    if (event === 'request' || event === 'checkContinue') {
      const [request, response] = given
      if (!isServedHost(request.headers.host ?? null, publicOrigin)) {
        refuse(request, response, FOREIGN_NAME)
        return true
      }
      if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) {
        refuse(request, response, TOO_LARGE)
        return true
      }
      if (!METHODS.includes(request.method)) {
        refuse(request, response, WRONG_METHOD)
        return true
      }
      if (!standsForText(request.url)) {
        refuse(request, response, request.url.startsWith('/api/') ? MALFORMED : MALFORMED_PAGE)
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
    if (!isRefused) refuse(request, response, TOO_LARGE)
    isRefused = true
    return false
  }
}

/** What stands after the path is read by its own rules, and refused by whoever asks for it. */
function standsForText(url) {
  try {
    decodeURIComponent(url.split('?', 1)[0])
    return true
  } catch {
    return false
  }
}

function refuse({ socket }, response, answer) {
  if (socket.destroyed) return
  if (!response.headersSent) socket.write(answer)
  socket.pause()
  setTimeout(() => socket.destroy(), LEAVE_MS).unref()
}
