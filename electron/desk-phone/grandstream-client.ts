import { z } from 'zod'

import type { ControlFailure } from '#shared/contract/ipc/desk-phone'
import type { DeskCallPhase, ReadLine } from '#shared/domain/desk-phone/desk-phone-state'
import { readJson } from '#shared/lib/read-json'
import { err, ok, type Result } from '#shared/lib/result'
import { done, judge, type Done, type PhoneClient } from './phone-client'
import type { PhoneWire } from './phone-wire'

const reply = z.object({ response: z.enum(['success', 'error']), body: z.unknown() })
const lines = z.array(
  z.object({ line: z.coerce.number(), state: z.string(), remotenumber: z.coerce.string().nullish() }),
)

/** `idle` and `failed` are no calls. */
const PHASES: ReadonlyMap<string, DeskCallPhase> = new Map([
  ['dialing', 'dialling'],
  ['calling', 'dialling'],
  ['ringing', 'ringing'],
  ['connected', 'talking'],
  ['onhold', 'held'],
])

/** Grandstream GXP1620: `cgi-bin/api-…` with the password in the query; the HTTP status alone says nothing. */
export function createGrandstreamClient(wire: PhoneWire, password: string): PhoneClient {
  const passcode = `passcode=${encodeURIComponent(password)}`
  const ask = async (command: string, query: string): Promise<Result<unknown, ControlFailure | 'saidNo'>> => {
    const answer = judge(await wire.get(`/cgi-bin/api-${command}?${query}`, null))
    if (!answer.ok) return answer
    const said = parse(answer.value.body)
    if (said === null) return err('otherModel')
    return said.response === 'success' ? ok(said.body) : err('saidNo')
  }
  const operate = async (command: string): Promise<Done> =>
    finish(await ask('phone_operation', `cmd=${command}&${passcode}`))
  const press = async (keys: readonly string[]): Promise<Done> =>
    finish(await ask('send_key', `keys=${keys.join(':')}&${passcode}`))
  const readLines = async (): Promise<Result<readonly ReadLine[], ControlFailure>> => {
    const answer = await ask('get_line_status', passcode)
    // A question that changes nothing can be refused for one reason only.
    if (!answer.ok) return err(answer.error === 'saidNo' ? 'wrongPassword' : answer.error)
    const parsed = lines.safeParse(answer.value)
    if (!parsed.success) return err('otherModel')
    return ok(
      parsed.data.flatMap(({ line, state, remotenumber }) => {
        const phase = PHASES.get(state)
        return phase ? [{ line, phase, number: remotenumber || null }] : []
      }),
    )
  }
  return {
    dial: async (number) =>
      finish(
        await ask(
          'make_call',
          `phonenumber=${encodeURIComponent(number)}&account=0&password=${encodeURIComponent(password)}`,
        ),
      ),
    answer: () => operate('acceptcall'),
    reject: () => operate('rejectcall'),
    hangUp: () => operate('endcall'),
    setHeld: () => operate('holdcall'),
    toggleMute: () => press(['MUTE']),
    sendDigits: (digits) => press(keysOf(digits)),
    transfer: (_call, number) => press(['TRANS', ...keysOf(number), 'SEND']),
    check: async () => done(await readLines()),
    readLines,
  }
}

function finish(answer: Result<unknown, ControlFailure | 'saidNo'>): Done {
  return answer.ok ? ok(null) : err(answer.error === 'saidNo' ? 'refused' : answer.error)
}

function keysOf(number: string): readonly string[] {
  return [...number].map((digit) => (digit === '#' ? 'POUND' : digit === '*' ? 'STAR' : digit))
}

function parse(text: string): z.output<typeof reply> | null {
  try {
    const parsed = reply.safeParse(readJson(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
