import type { PhoneFixture } from '../../../electron/sip/testing/phone-fixture'
import type { BodyCall, Happening, PhoneBody } from '../../../sandbox/desk-phone/lib/phone-body'
import type { CallSnapshot } from '../../../shared/domain/call'
import type { CallId } from '../../../shared/domain/ids'

/**
 * The telephone line that a desk phone hangs on: calls of a registered SIP line ring at the phone, and what its keys do
 * goes over that line.
 */
export class LineOfPhone {
  private body: PhoneBody | null = null
  private readonly bodyIds = new Map<CallId, string>()

  constructor(private readonly line: PhoneFixture) {}

  plugInto(body: PhoneBody): void {
    this.body = body
    this.line.phone.onCallsChanged((calls) => {
      for (const call of calls) this.follow(body, call)
    })
  }

  readonly handleHappening = (happening: Happening, call: BodyCall | null): void => {
    const id = [...this.bodyIds].find(([, bodyId]) => bodyId === call?.id)?.[0]
    if (!call || id === undefined) return
    const { answer, decline, hangUp, transfer } = this.line.phone.callHandlers
    if (happening === 'established' && call.direction === 'incoming') void answer({ id })
    else if (happening === 'rejected') void decline({ id })
    else if (happening === 'terminated') void hangUp({ id })
    else if (happening === 'transferFinished') void transfer({ id, number: this.body?.transferred.at(-1)?.to ?? '' })
  }

  private follow(body: PhoneBody, { id, number, phase }: CallSnapshot): void {
    const known = this.bodyIds.get(id)
    if (known === undefined && phase.kind === 'incoming') {
      // Not before the phone knows which call is its own: it tells of it at once.
      const bodyId = body.ring(number)
      if (bodyId !== null) this.bodyIds.set(id, bodyId)
    }
    // Put there by the exchange in the place of another one, it is a talk without a hand at the phone.
    if (known !== undefined && phase.kind === 'active') body.answer(body.find(known))
    if (known !== undefined && phase.kind === 'ended') body.farHangsUp(known)
  }
}
