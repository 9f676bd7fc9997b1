import * as operations from '@/lib/core/api/subjects/product'
import { readerOf } from '@/lib/core/review/reader'
import { readHome } from '@/lib/db/read-home'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readHome, ({ who }) => readHome(readerOf(who)))
