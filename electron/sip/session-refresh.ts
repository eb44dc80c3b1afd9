import { Core, SessionState, type Session, type UserAgent } from 'sip.js'

import { describeError, type Logger } from '#shared/lib/logger'

/**
 * Says that the call is still on (RFC 4028 §10): by UPDATE without a body where the other side takes it, which touches
 * no sound, else by a re-INVITE as things stand.
 */
export function refreshSession(userAgent: UserAgent, callId: string, logger: Logger): void {
  const session = sessionOf(userAgent, callId)
  const dialog = session?.dialog
  if (!session || !(dialog instanceof Core.SessionDialog) || session.state !== SessionState.Established) return
  const { userAgentCore } = userAgent
  const message = dialog.createOutgoingRequestMessage('UPDATE', {
    extraHeaders: [`Contact: ${userAgent.contact.toString()}`],
  })
  new Core.UserAgentClient(Core.NonInviteClientTransaction, userAgentCore, message, {
    onReject: ({ message: answer }) => {
      if (answer.statusCode === 481 || answer.statusCode === 408) {
        endSession(userAgent, callId, logger)
        return
      }
      session.invite().catch((error: unknown) => {
        // A negotiation under way refreshes the session as well.
        logger.warn('session not refreshed', { error: describeError(error) })
      })
    },
  })
}

/** The other side has long been silent; our BYE is for whoever may still hold its end of the dialog. */
export function endSession(userAgent: UserAgent, callId: string, logger: Logger): void {
  const session = sessionOf(userAgent, callId)
  if (session?.state !== SessionState.Established) return
  logger.warn('session expired', { callId })
  session.bye().catch((error: unknown) => {
    logger.warn('BYE of an expired session not sent', { error: describeError(error) })
  })
}

/** Somebody is talked to over this user agent. */
export function hasTalks(userAgent: UserAgent): boolean {
  return Object.values(userAgent._sessions).some(({ state }) => state === SessionState.Established)
}

function sessionOf(userAgent: UserAgent, callId: string): Session | undefined {
  // The library has no other list of its sessions; it is part of its published types.
  return Object.values(userAgent._sessions).find(({ dialog }) => dialog?.callId === callId)
}
