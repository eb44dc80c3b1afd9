/** The one beside it; past the last comes the first. What has no place in the row counts as being before it. */
export function stepInRow<T>(row: readonly T[], from: T | null, step: 1 | -1): T | undefined {
  const at = row.findIndex((each) => each === from)
  return at === -1 && step === -1 ? row.at(-1) : row.at((at + step) % row.length)
}
