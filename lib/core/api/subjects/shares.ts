/** Operations on share links, and the comparison as a file. */
import { z } from 'zod'
import { ALL_METRICS } from '../../comparison/compare-several'
import { COMPARISON_FORMATS, exportFormats } from '../../export/formats'
import {
  madeShareSchema,
  shareComparisonSchema,
  shareItemSchema,
  shareRunSchema,
  SHARES_PER_PAGE,
} from '../../share/share'
import { operation } from '../operation'
import { pageQuery, pageShape } from '../paging'
import { compareRuns } from './run'
import { runParams } from './runs'

const subject = 'Share links'

const made = {
  201: { description: 'The link, told now and never again.', schema: madeShareSchema },
} as const
const description =
  'What is shared is drawn and sealed now: later changes of the run do not show. The link’s token is told once and stored hashed.'
const tellsSecret = { made: 'the share link', instead: 'Revoke it, and make another' }
const listQuery = z.object(pageQuery({ usual: SHARES_PER_PAGE, most: 200 }))
const listSchema = z.object({
  shares: z.array(shareItemSchema),
  open: z.int().meta({ description: 'Those on all pages that can be read now.' }),
  ...pageShape,
})

export const shareRun = operation({
  id: 'shareRun',
  method: 'POST',
  path: '/api/runs/{id}/shares',
  subject,
  summary: 'Make a link that shows a run to whoever has it',
  description,
  access: 'editor',
  params: runParams,
  body: { schema: shareRunSchema },
  answers: made,
  problems: ['no-such-run', 'conflict'],
  audit: ['share.created'],
  idempotent: true,
  tellsSecret,
})

export const shareComparison = operation({
  id: 'shareComparison',
  method: 'POST',
  path: '/api/compare/shares',
  subject,
  summary: 'Make a link that shows a comparison to whoever has it',
  description,
  access: 'editor',
  body: { schema: shareComparisonSchema },
  answers: made,
  problems: ['no-such-run'],
  audit: ['share.created'],
  idempotent: true,
  tellsSecret,
})

export const listRunShares = operation({
  id: 'listRunShares',
  method: 'GET',
  path: '/api/runs/{id}/shares',
  subject,
  summary: 'Share links that tell of a run, newest first',
  access: 'viewer',
  params: runParams,
  query: listQuery,
  answers: { 200: { description: 'A page of them; their links are not told.', schema: listSchema } },
  problems: ['no-such-run'],
})

export const listShares = operation({
  id: 'listShares',
  method: 'GET',
  path: '/api/shares',
  subject,
  summary: 'All share links, newest first',
  access: 'viewer',
  query: listQuery,
  answers: { 200: { description: 'A page of them; their links are not told.', schema: listSchema } },
})

export const revokeShare = operation({
  id: 'revokeShare',
  method: 'DELETE',
  path: '/api/shares/{id}',
  subject,
  summary: 'Revoke a share link',
  description:
    'From the next request on nobody can read it. What it showed is deleted; that it was there stays in the list.',
  access: 'editor',
  params: z.object({ id: z.string().max(100).meta({ description: 'Id of the share link, not its token.' }) }),
  answers: { 204: { description: 'It is revoked.' } },
  problems: ['not-found'],
  audit: ['share.revoked'],
  oneTransaction: true,
})

export const exportComparison = operation({
  id: 'exportComparison',
  method: 'GET',
  path: '/api/compare/export',
  subject: 'Runs',
  summary: 'A comparison as a file to take away',
  access: 'viewer',
  query: z.object({
    runs: compareRuns.query.shape.runs,
    metric: z
      .enum(ALL_METRICS)
      .default('successRate')
      .meta({ description: 'That cells are told by; the CSV has all.' }),
    format: z.enum(COMPARISON_FORMATS).default('html'),
  }),
  answers: {
    200: {
      description: 'The file.',
      contentTypes: COMPARISON_FORMATS.map((format) => exportFormats[format].mediaType),
    },
  },
  problems: ['no-such-run'],
})
