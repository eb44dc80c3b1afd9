import { describe, expect, it } from 'vitest'

import { callOutcome, channelHealth } from '#shared/contract/entities'
import { callSnapshot, calls as callsContract } from '#shared/contract/ipc/calls'
import { registration, sipFailure, sip, sipTransport } from '#shared/contract/ipc/sip'

import { en } from './en'
import { ru } from './ru'

type Words = { readonly [key: string]: string | Words }

function keysOf(words: Words, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`),
  )
}

/** Russian has more plurals than English: `_few` and `_many` are the same key. */
function stemsOf(words: Words): string[] {
  return [...new Set(keysOf(words).map((key) => key.replace(/_(?:one|few|many|other)$/, '')))]
}

function at(words: Words, path: string): string | Words | undefined {
  return path
    .split('.')
    .reduce<string | Words | undefined>((found, key) => (typeof found === 'object' ? found[key] : undefined), words)
}

const phases = callSnapshot.shape.phase.options
const ended = phases.find((option) => option.shape.kind.value === 'ended')
const endReasons = ended && 'reason' in ended.shape ? ended.shape.reason.options : []
const notices = callSnapshot.shape.notice.unwrap().options
const transfers = callSnapshot.shape.transfer
  .unwrap()
  .options.flatMap((option) => ('reason' in option.shape ? option.shape.reason.options : []))
const refusals = callsContract.members.startCall.result.options.flatMap((option) =>
  'error' in option.shape ? option.shape.error.shape.reason.options : [],
)
const layers = sip.members.testAccount.result.element.shape.layer.options
const healthKeys = channelHealth.options.flatMap((option) =>
  'reason' in option.shape ? option.shape.reason.options : [option.shape.kind.value],
)

/** Every closed reason that these screens can be told, and the sentences that it must have. */
const WANTED: readonly string[] = [
  ...endReasons.map((reason) => `calls.end.${reason}.title`),
  ...notices.map((notice) => `calls.notice.${notice}`),
  ...transfers.map((reason) => `calls.transfer.why.${reason}`),
  ...refusals.map((refusal) => `calls.refused.${refusal}`),
  ...phases.map((phase) => `calls.phase.${phase.shape.kind.value}`),
  ...callOutcome.options.flatMap((outcome) => [`calls.outcome.in.${outcome}`, `calls.outcome.out.${outcome}`]),
  ...registration.options.map((option) => `calls.line.${option.shape.kind.value}`),
  ...sipFailure.options.flatMap((reason) => [`calls.failure.${reason}.what`, `calls.failure.${reason}.todo`]),
  ...layers.map((layer) => `settings.test.layer.${layer}`),
  ...sipTransport.options.map((transport) => `settings.form.transports.${transport}`),
  ...healthKeys.flatMap((key) => [`channels.health.${key}.text`, `channels.health.${key}.short`]),
]

/** Ends that nobody wished: the person is told what to do. */
const PEACEFUL = new Set(['hungUpHere', 'hungUpThere', 'cancelled', 'declinedHere', 'answeredElsewhere', 'transferred'])

describe.each([
  ['ru', ru],
  ['en', en],
] as const)('[L1] words in %s', (_language, words) => {
  it('has a sentence for every closed reason', () => {
    expect(endReasons).toHaveLength(31)
    expect(sipFailure.options).toHaveLength(25)
    expect(WANTED.filter((path) => !at(words, path))).toEqual([])
  })

  it('says what to do about every call that ended badly', () => {
    const silent = endReasons.filter((reason) => !PEACEFUL.has(reason) && !at(words, `calls.end.${reason}.advice`))
    expect(silent).toEqual([])
  })

  it('[A21] says what to do about every channel that does not receive', () => {
    const troubled = healthKeys.filter((key) => key !== 'connecting' && key !== 'receiving')
    expect(troubled.filter((key) => !at(words, `channels.health.${key}.todo`))).toEqual([])
  })

  it('shouts nowhere', () => {
    for (const area of ['calls', 'settings', 'channels', 'incoming'] as const)
      expect(JSON.stringify(words[area])).not.toContain('!')
  })
})

it.each(['calls', 'settings', 'channels', 'incoming'] as const)(
  '%s has the same keys and places in both languages',
  (area) => {
    expect(stemsOf(en[area])).toEqual(stemsOf(ru[area]))
    for (const key of stemsOf(ru[area])) {
      const places = (words: Words) =>
        [...JSON.stringify(at(words, key) ?? at(words, `${key}_other`)).matchAll(/\{\{(\w+)\}\}/g)]
          .map((match) => match[1])
          .sort()
      expect([key, places(en[area])]).toEqual([key, places(ru[area])])
    }
  },
)
