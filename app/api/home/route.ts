import * as operations from '@/lib/core/api/subjects/product'
import { readHome } from '@/lib/db/read-home'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readHome, () => readHome())
