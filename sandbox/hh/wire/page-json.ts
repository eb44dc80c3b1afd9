/** The paging of most lists (facts §1). */
export function pageJson<T>(all: readonly T[], page: number, perPage: number, itemJson: (item: T) => unknown) {
  return {
    found: all.length,
    page,
    pages: Math.ceil(all.length / perPage),
    per_page: perPage,
    items: all.slice(page * perPage, (page + 1) * perPage).map(itemJson),
  }
}
