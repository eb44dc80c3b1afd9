import { managedSetting, type ManagedKey } from './catalogue'
import { readValue, type Dialect } from './policy'
import { isForSetups } from './setting'

export interface SetupItem {
  readonly key: ManagedKey
  readonly value: unknown
}

export interface SetupProblem {
  readonly key: string
  /** `policyOnly`: nobody sets it for themselves. */
  readonly problem: 'unknownKey' | 'badValue' | 'policyOnly'
  readonly came: string
}

/** What a link or a file would set up for the person who opened it (spec I7). */
export interface Setup {
  readonly items: readonly SetupItem[]
  readonly problems: readonly SetupProblem[]
}

export function readSetup(given: readonly (readonly [string, unknown])[], dialect: Dialect): Setup {
  const items: SetupItem[] = []
  const problems: SetupProblem[] = []
  for (const [name, raw] of given) {
    const read = readValue(name, raw, dialect)
    if ('problem' in read) problems.push({ key: name, ...read })
    else if (isPersons(read.key, read.value)) items.push(read)
    else problems.push({ key: name, problem: 'policyOnly', came: '' })
  }
  return { items, problems }
}

function isPersons(key: ManagedKey, value: unknown): boolean {
  if (key === 'workplace.hub') return value !== 'ask'
  const setting = managedSetting(key)
  return setting !== undefined && isForSetups(setting)
}
