/** How much memory this process really needs: garbage of all its threads is collected before each look. */
import { Session } from 'node:inspector'

/** Bytes after a collection. */
export interface MemorySample {
  atMs: number
  /** Of the whole process, as the operating system counts it. */
  residentBytes: number
  /** Of JavaScript objects, all threads together. */
  heapBytes: number
  threads: number
}

type Reply = { result?: { usedSize?: number }; error?: unknown }

/** Looks into the process by its own inspector, which reaches the heaps of its worker threads, too. */
export class HeapWatch {
  readonly #session = new Session()
  /** Sessions of threads that are alive. */
  readonly #threads = new Set<string>()
  readonly #waiting = new Map<string, (reply: Reply) => void>()
  #lastId = 0

  async start(): Promise<void> {
    this.#session.connect()
    this.#session.on('NodeWorker.attachedToWorker', ({ params }) => void this.#threads.add(params.sessionId))
    this.#session.on('NodeWorker.detachedFromWorker', ({ params }) => this.#forget(params.sessionId))
    this.#session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      const reply = JSON.parse(params.message) as Reply & { id?: number }
      this.#waiting.get(`${params.sessionId}/${reply.id}`)?.(reply)
    })
    await new Promise<void>((resolve, reject) =>
      this.#session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, (error) =>
        error ? reject(error) : resolve(),
      ),
    )
  }

  /** @param beganMs instant that counts as 0 */
  async sample(beganMs: number): Promise<MemorySample> {
    const sessions = [...this.#threads]
    await this.#here('HeapProfiler.collectGarbage')
    await Promise.all(sessions.map((session) => this.#there(session, 'HeapProfiler.collectGarbage')))
    const own = await this.#here('Runtime.getHeapUsage')
    const others = await Promise.all(sessions.map((session) => this.#there(session, 'Runtime.getHeapUsage')))
    const heapBytes = [own, ...others].reduce((sum, { result }) => sum + (result?.usedSize ?? 0), 0)
    const atMs = performance.now() - beganMs
    return { atMs, heapBytes, residentBytes: process.memoryUsage.rss(), threads: sessions.length + 1 }
  }

  stop(): void {
    this.#session.disconnect()
  }

  #here(method: string): Promise<Reply> {
    return new Promise((resolve, reject) =>
      this.#session.post(method, (error: Error | null, result?: object) =>
        error ? reject(error) : resolve({ result: result ?? {} }),
      ),
    )
  }

  #there(sessionId: string, method: string): Promise<Reply> {
    const id = ++this.#lastId
    const key = `${sessionId}/${id}`
    return new Promise((resolve) => {
      const settle = (reply: Reply) => {
        this.#waiting.delete(key)
        resolve(reply)
      }
      this.#waiting.set(key, settle)
      this.#session.post('NodeWorker.sendMessageToWorker', {
        sessionId,
        message: JSON.stringify({ id, method }),
      })
    })
  }

  /** A thread has ended: nothing that it was asked is answered any more. */
  #forget(sessionId: string): void {
    this.#threads.delete(sessionId)
    for (const [key, settle] of this.#waiting) if (key.startsWith(`${sessionId}/`)) settle({})
  }
}
