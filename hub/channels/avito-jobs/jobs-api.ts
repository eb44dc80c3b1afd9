import { anyAnswer } from '../avito/wire/schemas'
import type { ApiClient } from '../platform/api-client'
import { hooksAnswer, listAnswer, statesAnswer, vacanciesAnswer, wireResume } from './wire/schemas'

const APPLICATIONS = '/job/v1/applications'
/** Of a list, a request for details and a change of marks (facts §1). */
export const MAX_APPLICATIONS = 100

/** The methods of facts/avito-jobs.md that Otklik uses. */
export class JobsApi {
  constructor(private readonly client: ApiClient) {}

  /** Newest created first; `updatedFrom` is a day. */
  list(updatedFrom: string, cursor: string | null) {
    const query = new URLSearchParams({ updatedAtFrom: updatedFrom, ...(cursor === null ? {} : { cursor }) })
    const path = `${APPLICATIONS}/get_ids?${query.toString()}`
    return this.client.call({ method: 'GET', path, priority: 'background' }, listAnswer)
  }

  applications(ids: readonly string[]) {
    const path = `${APPLICATIONS}/get_by_ids`
    return this.client.call({ method: 'POST', path, json: { ids }, priority: 'background' }, listAnswer)
  }

  states() {
    return this.client.call({ method: 'GET', path: `${APPLICATIONS}/get_states`, priority: 'background' }, statesAnswer)
  }

  setViewed(ids: readonly string[]) {
    const json = { applies: ids.map((id) => ({ id, is_viewed: true })) }
    const path = `${APPLICATIONS}/set_is_viewed`
    return this.client.call({ method: 'POST', path, json, priority: 'background' }, anyAnswer)
  }

  hooks() {
    return this.client.call({ method: 'GET', path: `${APPLICATIONS}/webhooks`, priority: 'background' }, hooksAnswer)
  }

  putHook(url: string, secret: string) {
    const path = `${APPLICATIONS}/webhook`
    return this.client.call({ method: 'PUT', path, json: { url, secret }, priority: 'background' }, anyAnswer)
  }

  deleteHook(url: string) {
    const path = `${APPLICATIONS}/webhook?${new URLSearchParams({ url }).toString()}`
    return this.client.call({ method: 'DELETE', path, priority: 'background' }, anyAnswer)
  }

  vacancies(ids: readonly string[]) {
    const json = { ids: ids.map(Number), fields: ['title', 'url'], params: [] }
    const path = '/job/v2/vacancies/batch'
    return this.client.call({ method: 'POST', path, json, priority: 'background' }, vacanciesAnswer)
  }

  resume(id: string) {
    const path = `/job/v2/resumes/${encodeURIComponent(id)}?photos=true`
    return this.client.call({ method: 'GET', path, priority: 'background' }, wireResume)
  }
}
