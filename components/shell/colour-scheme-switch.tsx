'use client'

import { ActionIcon, useMantineColorScheme } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const
const LOOK = {
  auto: { icon: IconDeviceDesktop, title: 'Colours follow the system' },
  light: { icon: IconSun, title: 'Light colours' },
  dark: { icon: IconMoon, title: 'Dark colours' },
}

/** System → light → dark; the choice is kept in this browser. */
export function ColourSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // The server does not know this browser's choice; the first paint must be the same on both sides.
  const shown = useMounted() ? colorScheme : 'auto'
  const { icon: Icon, title } = LOOK[shown]
  return (
    <ActionIcon
      variant="default"
      size={32}
      aria-label={`${title}. Switch to ${LOOK[NEXT[shown]].title.toLowerCase()}`}
      title={title}
      onClick={() => setColorScheme(NEXT[shown])}
    >
      <Icon size={18} stroke={1.6} />
    </ActionIcon>
  )
}
