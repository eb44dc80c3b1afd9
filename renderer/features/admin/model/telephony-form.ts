import {
  MANGO_API_URL,
  saveTelephonyRequest,
  type SaveTelephonyRequest,
  type TelephonyView,
} from '#shared/contract/telephony'
import type { AgentId } from '#shared/domain/ids'
import { err, ok, type Result } from '#shared/lib/result'

/** The PBX as it is typed. */
export interface TelephonyForm {
  readonly apiUrl: string
  /** `''`, both: the kept ones. */
  readonly apiKey: string
  readonly apiSalt: string
  /** By extension; absent: nobody. */
  readonly people: Readonly<Record<string, AgentId>>
}

export type TelephonyErrors = Partial<Record<'apiUrl' | 'apiKey' | 'apiSalt', 'required' | 'notAddress' | 'keysNeeded'>>

export function telephonyFormOf({ connection }: TelephonyView): TelephonyForm {
  const known = (connection?.employees ?? []).flatMap(({ extension, agentId }) =>
    agentId === null ? [] : [[extension, agentId] as const],
  )
  return {
    apiUrl: connection?.apiUrl ?? MANGO_API_URL,
    apiKey: '',
    apiSalt: '',
    people: Object.fromEntries(known),
  }
}

/** One person has one phone: whoever is chosen anew is taken from where he was. */
export function withPerson(form: TelephonyForm, extension: string, agentId: AgentId | null): TelephonyForm {
  const others = Object.entries(form.people).filter(([of, who]) => of !== extension && who !== agentId)
  return { ...form, people: Object.fromEntries(agentId === null ? others : [...others, [extension, agentId]]) }
}

export function parseTelephonyForm(
  form: TelephonyForm,
  { connection }: TelephonyView,
): Result<SaveTelephonyRequest, TelephonyErrors> {
  const errors: TelephonyErrors = {}
  const apiKey = form.apiKey.trim()
  const apiSalt = form.apiSalt.trim()
  const keys = apiKey === '' && apiSalt === '' ? null : { apiKey, apiSalt }
  const people = Object.entries(form.people).map(([extension, agentId]) => ({ extension, agentId }))
  const address = saveTelephonyRequest.shape.apiUrl.safeParse(form.apiUrl.trim())
  if (!address.success) errors.apiUrl = form.apiUrl.trim() === '' ? 'required' : 'notAddress'
  const isKept = connection !== null && address.success && connection.apiUrl === address.data
  const missing = connection === null ? 'required' : 'keysNeeded'
  if (apiKey === '' && (keys !== null || !isKept)) errors.apiKey = missing
  if (apiSalt === '' && (keys !== null || !isKept)) errors.apiSalt = missing
  if (!address.success || Object.keys(errors).length > 0) return err(errors)
  return ok({ apiUrl: address.data, keys, people })
}
