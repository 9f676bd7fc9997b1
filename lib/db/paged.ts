/** Which rows of a list a page has. */

/** @param page from 1 @param limit rows on a page */
export function rowsOf({ page, limit }: { page: number; limit: number }): { skip: number; take: number } {
  return { skip: (page - 1) * limit, take: limit }
}
