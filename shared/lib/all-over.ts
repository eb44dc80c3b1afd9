type Values<T extends readonly unknown[]> = { -readonly [Index in keyof T]: Awaited<T[Index]> }

/**
 * As `Promise.all`, and a failure waits for all of them to be over: for works of one transaction, of which none may ask
 * anything after its end. The first to fail says what was wrong.
 */
export async function allOver<const T extends readonly unknown[]>(works: T): Promise<Values<T>> {
  const failures: unknown[] = []
  const noted = works.map((work) =>
    Promise.resolve(work).catch((error: unknown) => {
      failures.push(error)
    }),
  )
  const values = await Promise.all(noted)
  if (failures.length > 0) throw failures[0]
  // Each is what its work answered, since none failed.
  return values as Values<T>
}
