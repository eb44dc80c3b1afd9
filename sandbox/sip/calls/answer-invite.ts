import type { ServerTransaction } from '../transactions/server-transaction'
import type { CalleePlan } from './callee-plan'
import { dialogOfInvite } from './dialog'
import { ALLOWED_METHODS, type SandboxCall } from './sandbox-call'

/** A callee's side of a new INVITE. The 180 goes out before anything else is done: set-up time is measured on it. */
export function answerInvite(call: SandboxCall, transaction: ServerTransaction, plan: CalleePlan): void {
  const toTag = call.identity.localTag
  call.dialog = dialogOfInvite(transaction.request, toTag)
  call.context.onChanged()
  transaction.onCancel = () => {
    transaction.respond(487, { toTag })
    call.end('cancelled')
  }
  if (plan.kind !== 'refuse' || plan.rings) {
    transaction.respond(180, {
      toTag,
      headers: [
        ['Contact', call.context.contactOn(transaction.flow, call.identity.number)],
        ['Allow', ALLOWED_METHODS],
      ],
    })
  }
  switch (plan.kind) {
    case 'ring':
      return
    case 'refuse':
      return refuse(call, transaction, plan)
    case 'answer':
      return answerSoon(call, transaction, plan)
  }
}

function refuse(call: SandboxCall, transaction: ServerTransaction, plan: CalleePlan & { kind: 'refuse' }): void {
  const run = (): void => {
    if (call.state === 'ended') return
    transaction.respond(plan.status, { toTag: call.identity.localTag })
    call.end(plan.status)
  }
  if (plan.afterMs === 0) run()
  else call.context.clock.schedule(plan.afterMs, run)
}

function answerSoon(call: SandboxCall, transaction: ServerTransaction, plan: CalleePlan & { kind: 'answer' }): void {
  const { body } = transaction.request
  const rung = new Promise<void>((resolve) => {
    call.context.clock.schedule(plan.afterMs, resolve)
  })
  // On the next turn, so that the 180 is on the wire before the media code takes the processor.
  const answer = new Promise<void>((resolve) => {
    call.context.clock.schedule(0, resolve)
  }).then(() => (body.trim() === '' ? undefined : call.media.answer(body)))
  Promise.all([answer, rung]).then(
    ([sdp]) => {
      if (call.state === 'ended') return
      call.state = 'answered'
      call.accept(transaction, sdp)
    },
    (error: unknown) => {
      if (call.state === 'ended') return
      call.refuseOffer(transaction, error)
      call.end(488)
    },
  )
}
