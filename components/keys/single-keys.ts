'use client'

/** Whether keys without Ctrl or Cmd do anything; who speaks to the computer, or hits keys by chance, turns them off. */
import { useLocalStorage } from '@mantine/hooks'

export function useSingleKeys() {
  return useLocalStorage<boolean>({
    key: 'retryscope-single-keys',
    defaultValue: true,
    serialize: (on) => (on ? 'on' : 'off'),
    // Also what somebody else has written there reads as the default.
    deserialize: (text) => text !== 'off',
  })
}
