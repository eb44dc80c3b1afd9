/**
 * Whoever looks after each commit whether there is something to do waits for this before it asks the database: the
 * desks are told of the commit first.
 */
export function desksFirst(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
