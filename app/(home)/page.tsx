import { openedBy, whoOpens } from '@/app/who-opens'
import { HomePage } from '@/components/home/home-page'
import { readerOf } from '@/lib/core/review/reader'
import { readBoard } from '@/lib/db/read-board'
import { readHome } from '@/lib/db/read-home'

export const dynamic = 'force-dynamic'

export default async function Page() {
  await openedBy('viewer')
  // Only what is ready: the page asks for the rest.
  const [home, board] = await Promise.all([readHome(readerOf(await whoOpens())), readBoard({ catchUpMs: 0 })])
  return <HomePage initial={home} board={board} />
}
