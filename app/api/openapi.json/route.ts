import { openApi } from '@/lib/core/api/openapi'
import { operations } from '@/lib/core/api/operations'
import * as product from '@/lib/core/api/subjects/product'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

let document: ReturnType<typeof openApi> | undefined

export const GET = endpoint(product.readDescription, () =>
  Promise.resolve((document ??= openApi(operations))),
)
