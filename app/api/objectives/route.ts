import * as operations from '@/lib/core/api/subjects/product'
import { readBoard } from '@/lib/db/read-board'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readObjectives, () => readBoard())
