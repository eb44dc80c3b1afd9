import type { HhSandbox } from '../index'
import { anna } from './candidates'
import type { Employer } from './employer'

export interface Action {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly arguments: readonly { readonly id: string; readonly required: boolean }[]
}
export interface Item {
  readonly id: string
  readonly state: { readonly id: string }
  readonly employer_state: { readonly id: string }
  readonly messaging_status: string
  readonly has_updates: boolean
  readonly actions: readonly Action[]
}
export interface Collection {
  readonly id: string
  readonly url: string
  readonly counters: { readonly total: number; readonly with_updates: number }
  readonly sub_collections: readonly Omit<Collection, 'sub_collections'>[]
}
interface Collections {
  readonly collections: readonly Collection[]
  readonly employer_states: readonly { readonly id: string; readonly name: string }[]
}

export const form = (fields: Record<string, string>) => new URLSearchParams(fields)
export const refused = (value: string) => ({ status: 403, json: { errors: [{ type: 'negotiations', value }] } })

/** Candidates who respond to one vacancy, and an employer who looks at it. */
export function negotiationsOf(sandbox: HhSandbox, call: Employer['call']) {
  const topicOf = async (id: string) => (await call('GET', `/negotiations/${id}`)).json as Item
  return {
    topicOf,
    respond: (letter?: string, candidate = anna) =>
      sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate, ...(letter === undefined ? {} : { letter }) }),
    /** By the address and the method that the response names. */
    act: async (topicId: string, action: string, fields: Record<string, string> = {}) => {
      const found = (await topicOf(topicId)).actions.find(({ id }) => id === action)
      return call(found?.method ?? 'PUT', found?.url ?? `/negotiations/${action}/${topicId}`, form(fields))
    },
    collectionsOf: async (vacancyId: string) =>
      (await call('GET', `/negotiations?vacancy_id=${vacancyId}`)).json as Collections,
    listOf: async (url: string) =>
      (await call('GET', url)).json as { readonly found: number; readonly items: readonly Item[] },
  }
}

export type Negotiations = ReturnType<typeof negotiationsOf>
