import type { CallReportKind } from './desk-phone-state'
import type { DeskPhoneModel } from './models'

/** The last part of an address that the phone calls. `look`: something happened, its state is to be read. */
export type PhoneEventName = CallReportKind | 'muted' | 'unmuted' | 'idle' | 'look'

export const PHONE_EVENTS = [
  'incoming',
  'outgoing',
  'established',
  'ended',
  'declined',
  'busy',
  'held',
  'resumed',
  'heldThere',
  'resumedThere',
  'muted',
  'unmuted',
  'idle',
  'look',
] as const satisfies readonly PhoneEventName[]

/** Where Otklik listens for the phone. */
export interface ListeningAddress {
  readonly address: string
  readonly port: number
  readonly token: string
}

/**
 * What a phone fills in by itself. The far side’s name is left out: it comes as it is, spaces and all, and breaks the
 * request. Grandstream has no number for a call.
 */
const VARIABLES: Readonly<Record<DeskPhoneModel, string>> = {
  'yealink-t31': 'model=$model&call=$call_id&remote=$remote',
  'fanvil-x3s': 'model=$model&call=$call_id&remote=$remote',
  'grandstream-gxp1620': 'model=$product',
}

export function actionUrl(
  { address, port, token }: ListeningAddress,
  model: DeskPhoneModel,
  event: PhoneEventName,
): string {
  // Grandstream wants the address without its scheme.
  const scheme = model === 'grandstream-gxp1620' ? '' : 'http://'
  return `${scheme}${address}:${port}/desk-phone/${token}/${event}?${VARIABLES[model]}`
}
