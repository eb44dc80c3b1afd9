/** Where it stands in an address: of any of the platform's hosts, with or without what follows it (facts/hh.md §8). */
const IN_ADDRESS = /(?:^|[/\s])resume\/([0-9a-f]{8,64})(?![0-9a-z_-])/i
const ALONE = /^([0-9a-f]{8,64})(?:[?#].*)?$/i

/** The hash of a résumé from what a person pastes: its address, also inside other words, or the hash alone. */
export function resumeIdOf(pasted: string): string | null {
  return (IN_ADDRESS.exec(pasted) ?? ALONE.exec(pasted.trim()))?.[1] ?? null
}
