/** Pages, the same for every list: which one is asked for, and how the answer says where the next one is. */
import { z } from 'zod'

const LAST_PAGE = 1_000_000

/** As an address of a page may have it: from 1, and no further than there can be pages. */
export function askedPage(page: number): number {
  return Math.min(LAST_PAGE, Math.max(1, page))
}

/** Parameters of a list. @param limit entries on a page, unless somebody asks for more or fewer; and the most there can be */
export function pageQuery(limit: { usual: number; most: number }) {
  return {
    page: z.coerce.number().int().min(1).max(LAST_PAGE).default(1).meta({ description: 'From 1.' }),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(limit.most)
      .default(limit.usual)
      .meta({ description: 'Entries on a page.' }),
  }
}

/** What the answer of every list has beside its entries. */
export const pageShape = {
  total: z.int().meta({ description: 'Entries on all pages.' }),
  page: z.int().meta({ description: 'From 1.' }),
  limit: z.int().meta({ description: 'Entries on a page; the last one may have fewer.' }),
  next: z
    .string()
    .nullable()
    .meta({ description: 'Address of the next page, below the server’s own; null on the last one.' }),
}

export interface Page {
  /** Entries on all pages. */
  total: number
  page: number
  limit: number
}

/** A page with the address of the next one. @param address path and question that it was asked for with */
export function withNext<One extends Page>(answer: One, address: URL): One & { next: string | null } {
  const { total, page, limit } = answer
  if (page * limit >= total) return { ...answer, next: null }
  const parameters = new URLSearchParams(address.search)
  parameters.set('page', String(page + 1))
  return { ...answer, next: `${address.pathname}?${parameters.toString()}` }
}
