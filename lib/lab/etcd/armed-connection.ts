/** One connection on which everything is lost: what was sent on it, what is under way, and whether it still stands. */
import type { EtcdCallOptions, EtcdChannel } from './etcd-channel'
import type { ServiceName } from './etcd-services'
import type { ArmingOf } from './loss-arming'

type Limits = Pick<ArmingOf, 'maxBytes' | 'maxAttempts' | 'maxUseMs'>

export class ArmedConnection {
  readonly #channel: EtcdChannel
  readonly #limits: Limits
  #bytes = 0
  #attempts = 0
  #firstUsedMs = 0
  #underWay = 0
  #isBroken = false
  #idle: (() => void) | null = null

  /** @param channel connected, and armed since */
  constructor(channel: EtcdChannel, limits: Limits) {
    this.#channel = channel
    this.#limits = limits
  }

  /** The member has gone, or a fault has cut the link. A new connection would not be armed in time. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** Something was sent on it. */
  get isUsed(): boolean {
    return this.#attempts > 0
  }

  /** Tells once when the connection breaks; not when it is closed after that. */
  onBroken(listener: () => void): void {
    this.#channel.onDisconnected(() => {
      this.#isBroken = true
      listener()
    })
  }

  /** Whether a request of so many bytes may go here. The first one always may. */
  takes(bytes: number): boolean {
    if (this.#isBroken || !this.#channel.isConnected()) return false
    if (this.#attempts === 0) return true
    const { maxAttempts, maxBytes, maxUseMs } = this.#limits
    return (
      this.#attempts < maxAttempts &&
      this.#bytes + bytes <= maxBytes &&
      performance.now() - this.#firstUsedMs < maxUseMs
    )
  }

  /** Sends one request, and counts its bytes before it leaves. */
  async exec<Reply>(
    bytes: number,
    service: ServiceName,
    method: string,
    payload: unknown,
    options?: EtcdCallOptions,
  ): Promise<Reply> {
    if (this.#attempts === 0) this.#firstUsedMs = performance.now()
    this.#bytes += bytes
    this.#attempts += 1
    this.#underWay += 1
    try {
      return await this.#channel.exec<Reply>(service, method, payload, options)
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#idle?.()
    }
  }

  /** Resolves when the last attempt has ended. Nothing may be sent after the question. */
  idle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#idle = resolve
    })
  }

  close(): void {
    this.#channel.close()
  }
}
