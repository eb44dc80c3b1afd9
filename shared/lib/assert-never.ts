/** Closes an exhaustive `switch`: a new variant does not compile until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled variant: ${JSON.stringify(value)}`)
}
