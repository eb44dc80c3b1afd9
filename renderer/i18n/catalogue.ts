import type { ru } from './ru'

/** Russian is the first language: its keys are the keys. */
export type Catalogue = { readonly [N in keyof typeof ru]: Readonly<Record<string, unknown>> }
