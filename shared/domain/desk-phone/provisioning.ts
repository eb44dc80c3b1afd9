import { actionUrl, type ListeningAddress, type PhoneEventName } from './action-urls'
import type { DeskPhoneModel } from './models'

/** Yealink’s names of its events (`action_url.…`) and what each of them means to us. */
const YEALINK_EVENTS: Readonly<Record<string, PhoneEventName>> = {
  incoming_call: 'incoming',
  outgoing_call: 'outgoing',
  call_established: 'established',
  call_terminated: 'ended',
  call_remote_canceled: 'ended',
  cancel_callout: 'ended',
  remote_busy: 'busy',
  reject_incoming_call: 'declined',
  missed_call: 'ended',
  transfer_finished: 'ended',
  hold: 'held',
  unhold: 'resumed',
  held: 'heldThere',
  unheld: 'resumedThere',
  mute: 'muted',
  unmute: 'unmuted',
  busy_to_idle: 'idle',
}

/**
 * Numbers of Grandstream’s settings for events, as far as they are known: of GRP26xx, and taken to be the same here.
 * The others are typed in by hand; the state is read anyway, an event only makes it be read at once.
 */
const GRANDSTREAM_EVENTS: Readonly<Record<string, PhoneEventName>> = {
  P8308: 'look',
  P8309: 'look',
  P8310: 'look',
  P8311: 'look',
}

/** What a person types into the phone’s own page, by the meaning of the field there. */
export type SheetField =
  'incoming' | 'outgoing' | 'established' | 'terminated' | 'hold' | 'resume' | 'missed' | 'onHook' | 'offHook'

const BY_HAND: Readonly<Record<DeskPhoneModel, readonly (readonly [SheetField, PhoneEventName])[]>> = {
  // Everything is in the file; these are the ones without which nothing works.
  'yealink-t31': [
    ['incoming', 'incoming'],
    ['outgoing', 'outgoing'],
    ['established', 'established'],
    ['terminated', 'ended'],
    ['hold', 'held'],
    ['resume', 'resumed'],
  ],
  'fanvil-x3s': [
    ['incoming', 'incoming'],
    ['outgoing', 'outgoing'],
    ['established', 'established'],
    ['terminated', 'ended'],
    ['missed', 'ended'],
    ['hold', 'held'],
    ['resume', 'resumed'],
  ],
  'grandstream-gxp1620': [
    ['incoming', 'look'],
    ['outgoing', 'look'],
    ['established', 'look'],
    ['terminated', 'look'],
    ['missed', 'look'],
    ['hold', 'look'],
    ['resume', 'look'],
    ['onHook', 'look'],
    ['offHook', 'look'],
  ],
}

export interface SheetRow {
  readonly field: SheetField
  readonly url: string
}

export function settingsSheet(model: DeskPhoneModel, listening: ListeningAddress): readonly SheetRow[] {
  return BY_HAND[model].map(([field, event]) => ({ field, url: actionUrl(listening, model, event) }))
}

export interface ProvisioningFile {
  readonly name: string
  readonly text: string
}

/** A MAC address as phones print it, with or without separators; `null`: none. */
export function parseMac(text: string): string | null {
  const mac = text.replace(/[\s:.-]/g, '').toLowerCase()
  return /^[0-9a-f]{12}$/.test(mac) ? mac : null
}

/** The file that the phone fetches or is given on its page; `null` where no names of its settings are known. */
export function provisioningFile(
  model: DeskPhoneModel,
  mac: string,
  listening: ListeningAddress,
): ProvisioningFile | null {
  switch (model) {
    case 'yealink-t31':
      return { name: `${mac}.cfg`, text: yealinkText(listening) }
    case 'grandstream-gxp1620':
      return { name: `cfg${mac}.xml`, text: grandstreamText(mac, listening) }
    case 'fanvil-x3s':
      return null
  }
}

function yealinkText(listening: ListeningAddress): string {
  const urls = Object.entries(YEALINK_EVENTS).map(
    ([name, event]) => `action_url.${name} = ${actionUrl(listening, 'yealink-t31', event)}`,
  )
  return [
    '#!version:1.0.0.1',
    '## Otklik: control of this phone and its events. Keep the first line as it is.',
    '',
    'features.action_uri.enable = 1',
    `features.action_uri_limit_ip = ${listening.address}`,
    'features.show_action_uri_option = 0',
    '',
    ...urls,
    '',
  ].join('\n')
}

function grandstreamText(mac: string, listening: ListeningAddress): string {
  const values = Object.entries(GRANDSTREAM_EVENTS).map(
    ([name, event]) => `    <${name}>${xml(actionUrl(listening, 'grandstream-gxp1620', event))}</${name}>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gs_provision version="1">',
    `  <mac>${mac}</mac>`,
    '  <config version="1">',
    ...values,
    '  </config>',
    '</gs_provision>',
    '',
  ].join('\n')
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
