import { openedBy, whoOpens } from '@/app/who-opens'
import { HomePage } from '@/components/home/home-page'
import { FurtherPages } from '@/components/shell/further-pages'
import { readerOf } from '@/lib/core/review/reader'
import { readBoard } from '@/lib/db/read-board'
import { readHome } from '@/lib/db/read-home'
import ui from '@/components/ui/ui.module.css'

export const dynamic = 'force-dynamic'

export default async function Page() {
  await openedBy('viewer')
  // Only what is ready: the page asks for the rest.
  const [home, board] = await Promise.all([readHome(readerOf(await whoOpens())), readBoard({ catchUpMs: 0 })])
  return (
    <div className={ui.stack}>
      <HomePage initial={home} board={board} />
      <FurtherPages />
    </div>
  )
}
