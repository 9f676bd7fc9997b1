/** A channel for one purpose, closed afterwards whatever happened. */
import type { EtcdChannel } from './etcd-channel'

export async function withChannel<Result>(
  channel: EtcdChannel,
  use: (channel: EtcdChannel) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(channel)
  } finally {
    channel.close()
  }
}
