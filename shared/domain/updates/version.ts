const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/

/** Otklik's versions are three numbers; there are no pre-releases, a channel takes their place. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

/** Below 0: `one` is the older; 0: the same. */
export function compareVersions(one: string, other: string): number {
  const [mine, theirs] = [numbersOf(one), numbersOf(other)]
  for (const [at, number] of mine.entries()) {
    const difference = number - (theirs[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(version: string): number[] {
  const found = VERSION.exec(version)
  if (!found) throw new TypeError(`expected a version such as 1.2.3, got ${version.slice(0, 40)}`)
  return found.slice(1).map(Number)
}
