/**
 * The lab's names for grpc-js: a channel to `retryscope:<name>` asks here before it connects, and whenever it has to connect
 * again. A channel that is connected asks nothing.
 */
import { experimental, Metadata, status } from '@grpc/grpc-js'
import { labNames } from './lab-names'

const SCHEME = 'retryscope'
/** Marks questions that are ours and no attempt's. */
const UNCOUNTED = '#look'

type Resolver = experimental.Resolver
type Listener = experimental.ResolverListener
type Target = experimental.GrpcUri

/**
 * The target under which a channel finds the name.
 * @param isCounted false for whoever looks whether the name is resolved: evidence counts what attempts ask
 */
export function targetOf(name: string, isCounted = true): string {
  register()
  return `${SCHEME}:${name}${isCounted ? '' : UNCOUNTED}`
}

class NamesResolver implements Resolver {
  readonly #target: string
  readonly #name: string
  readonly #listener: Listener
  #isDestroyed = false
  #isAnswering = false
  #forget: (() => void) | null = null

  constructor(target: Target, listener: Listener) {
    this.#target = experimental.uriToString(target)
    this.#name = nameIn(target)
    this.#listener = listener
  }

  static getDefaultAuthority(target: Target): string {
    return nameIn(target)
  }

  updateResolution(): void {
    // grpc-js asks again in the middle of an answer that it does not like: it would go round for ever.
    if (this.#isAnswering) return
    this.#isDestroyed = false
    // Never in the middle of the call that asks: grpc-js does not expect it.
    process.nextTick(() => this.#answer())
  }

  destroy(): void {
    this.#isDestroyed = true
    this.#forget?.()
    this.#forget = null
  }

  #answer(): void {
    if (this.#isDestroyed) return
    const resolved = labNames.resolve(this.#name, !this.#target.endsWith(UNCOUNTED))
    // Asked again as soon as it helps: grpc-js itself waits for ever where a connection is never answered.
    if (!labNames.isAllowed(this.#name))
      this.#forget ??= labNames.onAllowed(this.#name, () => {
        this.#forget = null
        this.#answer()
      })
    if (resolved.ok) return this.#tell(experimental.statusOrFromValue([{ addresses: [resolved.address] }]))
    // grpc-js would connect to the address it was told before; with no address at all it cannot.
    this.#tell(experimental.statusOrFromValue([]))
    this.#tell(
      experimental.statusOrFromError({
        code: status.UNAVAILABLE,
        details: `Name resolution failed for target ${this.#target}: ${resolved.reason}`,
        metadata: new Metadata(),
      }),
    )
  }

  #tell(answer: Parameters<Listener>[0]): void {
    this.#isAnswering = true
    try {
      this.#listener(answer, {}, null, '')
    } finally {
      this.#isAnswering = false
    }
  }
}

function nameIn({ path }: Target): string {
  return path.endsWith(UNCOUNTED) ? path.slice(0, -UNCOUNTED.length) : path
}

let isRegistered = false

function register(): void {
  if (isRegistered) return
  isRegistered = true
  experimental.registerResolver(SCHEME, NamesResolver)
}
