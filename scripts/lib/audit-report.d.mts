export type Audit =
  | { readonly kind: 'notAsked'; readonly why: string }
  | {
      readonly kind: 'asked'
      readonly packages: number
      readonly holes: readonly string[]
      readonly unused: readonly string[]
    }

export function readAudit(text: string, accepted: Readonly<Record<string, string>>): Audit
