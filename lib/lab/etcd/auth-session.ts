/** A user's session with a cluster: one token for all channels of a thread, asked for when it is needed. */
import { AuthClient } from 'etcd3'
import { LabError } from '../lab-error'
import { describeError, isAuthOff, isLoginRefused } from './classify-reply'
import type { EtcdChannel, TokenSource } from './etcd-channel'

/** etcd hashes the password with bcrypt, slow by design; on a busy machine that takes its time. */
const LOGIN_TIMEOUT_MS = 5_000

/** The user's name and password were not accepted: trying again does not help. */
export class LoginRefusedError extends LabError {
  override name = 'LoginRefusedError'
}

export class AuthSession implements TokenSource {
  readonly #user: string
  readonly #password: () => string
  readonly #channels: () => EtcdChannel[]
  /** Undefined = not asked yet. */
  #token: string | null | undefined
  #asking: Promise<string | null> | null = null

  /**
   * @param password read at each login, so that a changed file counts
   * @param channels around the proxies, one per member, without a session; closed after each login
   */
  constructor(user: string, password: () => string, channels: () => EtcdChannel[]) {
    this.#user = user
    this.#password = password
    this.#channels = channels
  }

  async token(): Promise<string | null> {
    return this.#token === undefined ? this.#ask() : this.#token
  }

  async renew(refused: string): Promise<string | null> {
    // Many calls are refused at once; the first has asked already.
    return this.#token === refused ? this.#ask() : this.token()
  }

  #ask(): Promise<string | null> {
    this.#asking ??= this.#login().finally(() => (this.#asking = null))
    return this.#asking
  }

  async #login(): Promise<string | null> {
    const password = this.#password()
    const channels = this.#channels()
    const problems: string[] = []
    try {
      for (const channel of channels) {
        try {
          const { token } = await new AuthClient(channel).authenticate(
            { name: this.#user, password },
            { deadline: Date.now() + LOGIN_TIMEOUT_MS },
          )
          return (this.#token = token)
        } catch (error) {
          if (isAuthOff(error)) return (this.#token = null)
          if (isLoginRefused(error)) throw this.#refused(error)
          problems.push(`${channel.address}: ${describeError(error)}`)
        }
      }
    } finally {
      for (const channel of channels) channel.close()
    }
    throw new LabError(`No etcd member let the user "${this.#user}" log in (${problems.join('; ')}).`)
  }

  #refused(cause: unknown): LoginRefusedError {
    return new LoginRefusedError(
      `etcd does not accept the password of the user "${this.#user}", or knows no such user. ` +
        'Correct RETRYSCOPE_ETCD_USER and RETRYSCOPE_ETCD_PASSWORD, or the files that RETRYSCOPE_ETCD_USER_FILE and RETRYSCOPE_ETCD_PASSWORD_FILE name.',
      { cause },
    )
  }
}
