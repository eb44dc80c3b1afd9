import { MANAGED_SETTINGS } from '../../shared/contract/policy/catalogue'
import { xml } from './xml'

type Setting = (typeof MANAGED_SETTINGS)[number]

/** Also the identifier of the program on macOS (electron/policy/policy-places.ts). */
const DOMAIN = 'ru.otklik.desk'
/** Profiles are told apart by these; one that is installed again replaces itself. */
const PROFILE_ID = '5B0C7C0A-6F0E-4E6B-9D53-0A7D5A2C1E01'
const PAYLOAD_ID = '5B0C7C0A-6F0E-4E6B-9D53-0A7D5A2C1E02'
const LOCKED: readonly string[] = ['workplace.hub', 'look.language', 'notices.preview']
const PRESET: readonly string[] = ['look.theme', 'notices.volumePercent', 'quiet.days', 'calls.answerHotkey']

function valueOf({ shape }: Setting): unknown {
  switch (shape.kind) {
    case 'switch':
      return false
    case 'choice':
      return shape.options[0]?.value
    case 'number':
      return Math.round((shape.min + shape.max) / 2)
    case 'numbers':
      return [shape.min, shape.min + 1]
    case 'text':
      return shape.example
  }
}

function some(keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    MANAGED_SETTINGS.filter(({ key }) => keys.includes(key)).map((each) => [each.key, valueOf(each)]),
  )
}

/** For /etc/otklik/policy.json. */
export function policyExample(): string {
  return `${JSON.stringify({ locked: some(LOCKED), preset: some(PRESET) }, null, 2)}\n`
}

/** What an administrator sends to one person, or puts into a link. */
export function setupExample(): string {
  return `${JSON.stringify(some(['workplace.hub', 'look.language', 'look.theme', 'sound.headset']), null, 2)}\n`
}

/** A profile for macOS with the same values: every key of the policy may stand there. */
export function mobileConfig(): string {
  const settings = (keys: readonly string[]) => plist(some(keys))
  const profile = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    xml('plist', { version: '1.0' }, [
      dictionary([
        [
          'PayloadContent',
          xml('array', {}, [
            dictionary([
              ['PayloadType', xml('string', {}, DOMAIN)],
              ['PayloadIdentifier', xml('string', {}, `${DOMAIN}.policy`)],
              ['PayloadUUID', xml('string', {}, PAYLOAD_ID)],
              ['PayloadVersion', xml('integer', {}, '1')],
              ['PayloadDisplayName', xml('string', {}, 'Otklik')],
              ['locked', settings(LOCKED)],
              ['preset', settings(PRESET)],
            ]),
          ]),
        ],
        ['PayloadType', xml('string', {}, 'Configuration')],
        ['PayloadIdentifier', xml('string', {}, `${DOMAIN}.profile`)],
        ['PayloadUUID', xml('string', {}, PROFILE_ID)],
        ['PayloadVersion', xml('integer', {}, '1')],
        ['PayloadScope', xml('string', {}, 'System')],
        ['PayloadDisplayName', xml('string', {}, 'Otklik')],
      ]),
    ]),
  ]
  return `${profile.join('\n')}\n`
}

function dictionary(entries: readonly (readonly [string, string])[]): string {
  return xml(
    'dict',
    {},
    entries.flatMap(([key, value]) => [xml('key', {}, key), value]),
  )
}

function plist(value: unknown): string {
  if (typeof value === 'boolean') return xml(String(value))
  if (typeof value === 'number') return xml('integer', {}, String(value))
  if (Array.isArray(value)) return xml('array', {}, value.map(plist))
  if (typeof value === 'object' && value !== null)
    return dictionary(Object.entries(value).map(([key, each]) => [key, plist(each)]))
  return xml('string', {}, String(value))
}
