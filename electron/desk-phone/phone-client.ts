import type { ControlFailure } from '#shared/contract/ipc/desk-phone'
import type { DeskCall, ReadLine } from '#shared/domain/desk-phone/desk-phone-state'
import { err, ok, type Result } from '#shared/lib/result'
import type { PhoneAnswer, WireFailure } from './phone-wire'

export type Done = Result<null, ControlFailure>

/** One model’s way of saying a command. Taken is not carried out: what came of it, the phone tells otherwise. */
export interface PhoneClient {
  dial(number: string): Promise<Done>
  answer(call: DeskCall): Promise<Done>
  reject(call: DeskCall): Promise<Done>
  hangUp(call: DeskCall): Promise<Done>
  /** Where the key is a toggle: pressed only because it is not so yet. */
  setHeld(call: DeskCall, isHeld: boolean): Promise<Done>
  toggleMute(): Promise<Done>
  sendDigits(digits: string): Promise<Done>
  transfer(call: DeskCall, number: string): Promise<Done>
  /** Something harmless, to see whether it answers. */
  check(): Promise<Done>
  /** `null`: this model cannot be asked. */
  readonly readLines: (() => Promise<Result<readonly ReadLine[], ControlFailure>>) | null
}

/** What an answer of a phone’s web server says; the models with a language of their own go on from there. */
export function judge(answer: Result<PhoneAnswer, WireFailure>): Result<PhoneAnswer, ControlFailure> {
  if (!answer.ok) return answer
  const { status } = answer.value
  if (status === 401) return err('wrongPassword')
  if (status === 403) return err('notAllowed')
  if (status === 404) return err('otherModel')
  return status >= 200 && status < 300 ? answer : err('refused')
}

export function done(answer: Result<unknown, ControlFailure>): Done {
  return answer.ok ? ok(null) : answer
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}
