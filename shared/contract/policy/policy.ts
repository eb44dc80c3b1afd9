import { MANAGED_SETTINGS, managedSetting, type ManagedKey, type ManagedValue } from './catalogue'
import { isPlainElsewhere } from './workplace-settings'

/** How a value may be written, besides the JSON that the schema knows. */
export type Dialect = 'json' | 'registry'

/** What one place of the system holds. `where` is shown: a path, a key of the registry. */
export type PolicyLayer =
  | { readonly where: string; readonly kind: 'read'; readonly dialect: Dialect; readonly content: unknown }
  | {
      readonly where: string
      readonly kind: 'failed'
      /** `othersMayWrite`: somebody besides the administrator could have written it. `detail`: what they may write to. */
      readonly problem: 'unreadable' | 'notJson' | 'othersMayWrite'
      readonly detail: string
    }

export interface PolicyProblem {
  readonly where: string
  /** `null`: of the place as a whole. */
  readonly key: string | null
  readonly problem:
    | 'unreadable'
    | 'notJson'
    | 'othersMayWrite'
    | 'notObject'
    | 'unknownSection'
    | 'unknownKey'
    | 'badValue'
    /** An address without encryption, of which the policy does not say that it may be. */
    | 'plainHub'
  /** What came, in short, or what the system said. */
  readonly came: string
}

export type Rule = 'locked' | 'preset'

export interface Policy {
  readonly rules: ReadonlyMap<ManagedKey, { readonly rule: Rule; readonly value: unknown; readonly where: string }>
  /** Places that were there and were read, the first before the others. */
  readonly places: readonly string[]
  readonly problems: readonly PolicyProblem[]
}

const CAME_LENGTH = 60
const RULES = ['locked', 'preset'] as const

/**
 * What the layers say together. A lock of any layer is above every preset; else the earlier layer decides. What is not
 * as it should be is told and left out, the rest counts.
 */
export function readPolicy(layers: readonly PolicyLayer[]): Policy {
  const problems: PolicyProblem[] = []
  const rules = new Map<ManagedKey, { rule: Rule; value: unknown; where: string }>()
  const places: string[] = []
  const sections = layers.flatMap((layer) => {
    const { where } = layer
    if (layer.kind === 'failed') {
      problems.push({ where, key: null, problem: layer.problem, came: shorten(layer.detail) })
      return []
    }
    places.push(where)
    return [{ where, dialect: layer.dialect, parts: sectionsOf(layer.content, where, problems) }]
  })
  for (const rule of RULES)
    for (const { where, dialect, parts } of sections)
      for (const [key, raw] of Object.entries(parts[rule])) {
        const read = readValue(key, raw, dialect)
        if ('problem' in read) problems.push({ where, key, ...read })
        else if (!rules.has(read.key)) rules.set(read.key, { rule, value: read.value, where })
      }
  const hub = rules.get('workplace.hub')
  if (hub && isPlainElsewhere(hub.value) && rules.get('workplace.plainHttp')?.value !== true) {
    rules.delete('workplace.hub')
    problems.push({ where: hub.where, key: 'workplace.hub', problem: 'plainHub', came: shorten(String(hub.value)) })
  }
  return { rules, places, problems }
}

export type ReadValue =
  | { readonly key: ManagedKey; readonly value: unknown }
  | { readonly problem: 'unknownKey' | 'badValue'; readonly came: string }

export function readValue(key: string, raw: unknown, dialect: Dialect): ReadValue {
  // The registry knows no capital letters.
  const setting =
    managedSetting(key) ??
    (dialect === 'registry' ? MANAGED_SETTINGS.find((each) => each.key.toLowerCase() === key.toLowerCase()) : undefined)
  if (!setting) return { problem: 'unknownKey', came: shorten(key) }
  const parsed = setting.schema.safeParse(dialect === 'registry' ? fromRegistry(raw, setting.shape.kind) : raw)
  return parsed.success
    ? { key: setting.key, value: parsed.data }
    : { problem: 'badValue', came: shorten(typeof raw === 'string' ? raw : JSON.stringify(raw)) }
}

export function lockedValue<K extends ManagedKey>(policy: Policy, key: K): ManagedValue<K> | undefined {
  const found = policy.rules.get(key)
  // Read by the schema of this very key.
  return found?.rule === 'locked' ? (found.value as ManagedValue<K>) : undefined
}

export function presetValue<K extends ManagedKey>(policy: Policy, key: K): ManagedValue<K> | undefined {
  const found = policy.rules.get(key)
  return found?.rule === 'preset' ? (found.value as ManagedValue<K>) : undefined
}

/** Numbers are `REG_DWORD` (or digits), switches 0 and 1, lists one text with commas. */
function fromRegistry(raw: unknown, kind: (typeof MANAGED_SETTINGS)[number]['shape']['kind']): unknown {
  switch (kind) {
    case 'switch':
      return raw === 0 || raw === '0' || raw === 'false'
        ? false
        : raw === 1 || raw === '1' || raw === 'true'
          ? true
          : raw
    case 'number':
      return typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : raw
    case 'numbers':
      if (typeof raw !== 'string') return raw
      return raw.trim() === '' ? [] : raw.split(',').map((each) => (/^\s*\d{1,9}\s*$/.test(each) ? Number(each) : each))
    case 'choice':
    case 'text':
      return raw
  }
}

type Sections = Readonly<Record<Rule, Readonly<Record<string, unknown>>>>

function sectionsOf(content: unknown, where: string, problems: PolicyProblem[]): Sections {
  const sections: Record<Rule, Readonly<Record<string, unknown>>> = { locked: {}, preset: {} }
  if (!isObject(content)) {
    problems.push({ where, key: null, problem: 'notObject', came: shorten(JSON.stringify(content)) })
    return sections
  }
  for (const [name, part] of Object.entries(content)) {
    const rule = RULES.find((each) => each === name.toLowerCase())
    if (!rule) problems.push({ where, key: name, problem: 'unknownSection', came: shorten(name) })
    else if (isObject(part)) sections[rule] = part
    else problems.push({ where, key: name, problem: 'notObject', came: shorten(JSON.stringify(part)) })
  }
  return sections
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shorten(text: string): string {
  return text.length > CAME_LENGTH ? `${text.slice(0, CAME_LENGTH)}…` : text
}
