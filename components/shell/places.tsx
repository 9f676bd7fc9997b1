/** Where the navigation leads. Drawn on the server: the browser loads no icon of it. */
import {
  IconArrowsDiff,
  IconBook2,
  IconFlask2,
  IconHome,
  IconListDetails,
  IconMessageCheck,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import { mayDo, type Who } from '@/lib/core/access/access'
import type { Place } from './navigation'

const LOOK = { size: 18, stroke: 1.6, 'aria-hidden': true }

const PLACES: readonly Place[] = [
  { href: '/', title: 'Home', icon: <IconHome {...LOOK} />, below: [] },
  {
    href: '/runs',
    title: 'Runs',
    icon: <IconListDetails {...LOOK} />,
    below: ['/runs', '/shares'],
  },
  { href: '/reviews', title: 'Reviews', icon: <IconMessageCheck {...LOOK} />, below: [] },
  { href: '/compare', title: 'Compare', icon: <IconArrowsDiff {...LOOK} />, below: [] },
  {
    href: '/experiments/new',
    title: 'New',
    more: 'experiment',
    icon: <IconFlask2 {...LOOK} />,
    below: ['/experiments'],
  },
  { href: '/presets', title: 'Presets', icon: <IconBook2 {...LOOK} />, below: ['/presets'] },
]

const PEOPLE: Place = { href: '/people', title: 'People', icon: <IconUsers {...LOOK} />, below: [] }

/** On a phone the line of places is full: the foot of the first page leads there, as does the head of that of people. */
const WEBHOOKS: Place = {
  ...{ href: '/webhooks', title: 'Webhooks', icon: <IconWebhook {...LOOK} />, below: [] },
  onlyBeside: true,
}

/** The places that whoever looks may go to. */
export function placesOf(who: Who): readonly Place[] {
  if (!mayDo(who, 'admin')) return PLACES
  return who.kind === 'solo' ? [...PLACES, WEBHOOKS] : [...PLACES, PEOPLE, WEBHOOKS]
}
