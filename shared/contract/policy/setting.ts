import { z } from 'zod'

/** What a value of a setting may be; forms for GPO, profiles, tables and messages are all drawn from it. */
export type Shape =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** Whole numbers, each once; where there is no list they are written with commas between them. */
  | { readonly kind: 'numbers'; readonly min: number; readonly max: number }
  /** `named`: texts that mean something of their own, as a person reads them. */
  | { readonly kind: 'text'; readonly maxLength: number; readonly example: string; readonly named: readonly Option[] }

export interface Option {
  readonly value: string
  readonly ru: string
  readonly en: string
}

export interface Words {
  readonly title: string
  /** What it does, for whoever sets it for others. */
  readonly text: string
}

export const POLICY_CATEGORIES = [
  'workplace',
  'network',
  'calls',
  'lines',
  'sound',
  'deskPhone',
  'notices',
  'look',
  'updates',
] as const
export type PolicyCategory = (typeof POLICY_CATEGORIES)[number]

/** One setting that a company may preset or lock. */
export interface ManagedSetting<T = unknown> {
  readonly key: string
  readonly category: PolicyCategory
  readonly shape: Shape
  readonly schema: z.ZodType<T>
  /** `nextStart`: what it decides is decided once, at the start. */
  readonly applies: 'atOnce' | 'nextStart'
  /** Where in the person's settings (`contract/ipc/app`) it stands; `null`: it is obeyed elsewhere. */
  readonly at: SettingPlace | null
  /** Where else a person may set it. */
  readonly obeyedBy?: 'lines' | 'deskPhone'
  readonly ru: Words
  readonly en: Words
}

export interface SettingPlace {
  readonly path: readonly string[]
  /** From the value as it is written in a policy to the one of the settings. */
  readonly toSetting: (value: unknown) => unknown
}

/** People may set it themselves, hence a set-up may (spec I7). */
export function isForSetups({ key, at, obeyedBy }: Pick<ManagedSetting, 'key' | 'at' | 'obeyedBy'>): boolean {
  return at !== null || obeyedBy !== undefined || key === 'workplace.hub'
}

/** Everything but the key, the category and the words, for each kind of shape. */
type Made<T> = Pick<ManagedSetting<T>, 'shape' | 'schema'>

export function switched(): Made<boolean> {
  return { shape: { kind: 'switch' }, schema: z.boolean() }
}

export function choice<const V extends string>(options: readonly (Option & { readonly value: V })[]): Made<V> {
  const values = options.map(({ value }) => value)
  return { shape: { kind: 'choice', options }, schema: z.enum(values) }
}

export function number(min: number, max: number): Made<number> {
  return { shape: { kind: 'number', min, max }, schema: z.number().int().min(min).max(max) }
}

export function numbers(min: number, max: number): Made<number[]> {
  const all = z.array(z.number().int().min(min).max(max)).max(max - min + 1)
  return {
    shape: { kind: 'numbers', min, max },
    schema: all.refine((given) => new Set(given).size === given.length, 'expected each number once'),
  }
}

export function text(
  maxLength: number,
  example: string,
  schema: z.ZodType<string, string>,
  named: readonly Option[] = [],
): Made<string> {
  return { shape: { kind: 'text', maxLength, example, named }, schema: z.string().max(maxLength).pipe(schema) }
}

/** Stands in the person's settings under this path. */
export function at(path: string, toSetting: (value: unknown) => unknown = (value) => value): SettingPlace {
  return { path: path.split('.'), toSetting }
}
