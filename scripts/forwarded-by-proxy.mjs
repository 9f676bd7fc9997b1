/**
 * Preloaded (`node --import`) into the web app: what a request tells of who sent it (`X-Forwarded-*`, `Forwarded`) is believed only where
 * a proxy stands in front, which RETRYSCOPE_URL says by beginning with https: the web app itself ends no TLS. Anywhere else whoever
 * asks could write there what they like. Next fills in the address of the connection.
 */
import http from 'node:http'
import { isMainThread } from 'node:worker_threads'

const TOLD = /^(?:x-)?forwarded(?:-|$)/

// Threads run preloaded modules as well, and only the main one has the server.
if (isMainThread && !hasProxy(process.env)) forgetForwarded(http.Server)

/** Whether a proxy is said to stand in front. */
export function hasProxy({ RETRYSCOPE_URL = '' }) {
  return RETRYSCOPE_URL.startsWith('https:')
}

/** Servers of this class hear of no forwarding from now on. */
export function forgetForwarded(Server) {
  const { emit } = Server.prototype
  Server.prototype.emit = function (event, ...given) {
    if (['request', 'checkContinue', 'upgrade'].includes(event)) {
      const [{ headers }] = given
      for (const name of Object.keys(headers)) if (TOLD.test(name)) Reflect.deleteProperty(headers, name)
    }
    return emit.call(this, event, ...given)
  }
}
