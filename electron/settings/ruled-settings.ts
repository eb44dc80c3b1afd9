import { isDeepStrictEqual } from 'node:util'

/** One place of the settings for which the company has a value. */
export interface SettingsRule {
  readonly key: string
  readonly path: readonly string[]
  readonly value: unknown
  /** Else the value holds until the person chooses. */
  readonly isLocked: boolean
}

type Tree = Readonly<Record<string, unknown>>

export interface Chosen {
  /** As the person has set them. */
  readonly values: Tree
  /** Paths (joined by dots) that the person has set; else what stands there is what Otklik begins with. */
  readonly paths: readonly string[]
}

/** The settings that count: a lock, else the choice of the person, else a preset, else what Otklik begins with. */
export function ruled(chosen: Chosen, defaults: Tree, rules: readonly SettingsRule[]): Tree {
  return rules.reduce<Tree>(
    (settings, rule) =>
      rule.isLocked || !isChosen(chosen, defaults, rule.path) ? withValue(settings, rule.path, rule.value) : settings,
    chosen.values,
  )
}

/** Keys of locks that the change would break; there a change that says what holds anyway is none. */
export function brokenLocks(before: Tree, after: Tree, rules: readonly SettingsRule[]): string[] {
  return rules
    .filter(({ isLocked, path }) => isLocked && !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)))
    .map(({ key }) => key)
}

/**
 * What the person has chosen once `before` became `after`. Under a lock or a preset lies what the person had before:
 * it comes back when the company's value is taken away.
 */
export function choose(
  chosen: Chosen,
  before: Tree,
  after: Tree,
  rules: readonly SettingsRule[],
  managed: readonly (readonly string[])[],
): Chosen {
  const untouched = (path: readonly string[]) => isDeepStrictEqual(valueAt(before, path), valueAt(after, path))
  const values = rules
    .filter(({ path }) => untouched(path))
    .reduce((tree, { path }) => withValue(tree, path, valueAt(chosen.values, path)), after)
  const touched = managed.filter((path) => !untouched(path)).map((path) => path.join('.'))
  return { values, paths: [...new Set([...chosen.paths, ...touched])].sort() }
}

/** Files of before do not say what was chosen: there it is what differs from the beginning. */
function isChosen({ values, paths }: Chosen, defaults: Tree, path: readonly string[]): boolean {
  return paths.includes(path.join('.')) || !isDeepStrictEqual(valueAt(values, path), valueAt(defaults, path))
}

function valueAt(tree: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return tree
  return typeof tree === 'object' && tree !== null ? valueAt((tree as Tree)[first], rest) : undefined
}

function withValue(tree: Tree, [first, ...rest]: readonly string[], value: unknown): Tree {
  if (first === undefined) return tree
  const below = tree[first]
  const isTree = typeof below === 'object' && below !== null
  return { ...tree, [first]: rest.length === 0 ? value : withValue(isTree ? (below as Tree) : {}, rest, value) }
}
