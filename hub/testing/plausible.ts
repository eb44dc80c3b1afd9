/** Of nothing. */
export const NO_ID = '00000000-0000-7000-8000-000000000000'

/** What of a JSON Schema is looked at here. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minItems?: number
  readonly minimum?: number
  readonly minLength?: number
}
/** Something that the schema lets through, as far as it can be seen from it. */
export function plausible(schema: Schema | undefined, named: Readonly<Record<string, Schema>> = {}): unknown {
  if (!schema) return null
  if (schema.$ref !== undefined) return plausible(named[schema.$ref.split('/').at(-1) ?? ''], named)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  if (choice) return plausible(choice, named)
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, of]) => [name, plausible(of, named)]),
      )
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [plausible(schema.items, named)] : []
    case 'string':
      return schema.format === 'uuid' ? NO_ID : schema.format === 'email' ? 'a@b.ru' : 'слово'.repeat(3)
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return false
    default:
      // Ids are of types of their own, which a schema does not tell.
      return NO_ID
  }
}
