import type { Core, URI } from 'sip.js'

/** What the library keeps to itself of a request under way; its types call it private. */
export interface RequestUnderWay {
  readonly core: Core.UserAgentCore
  readonly message: Core.OutgoingRequestMessage & { ruri: URI }
  /** Sends it by a new transaction, which has a branch of its own. */
  init(): void
  receiveResponse(message: Core.IncomingResponseMessage): void
}

export function sendAgain(request: RequestUnderWay, dialog?: Core.Dialog): void {
  const { message } = request
  message.cseq += 1
  if (dialog?.localSequenceNumber) {
    dialog.incrementLocalSequenceNumber()
    message.cseq = dialog.localSequenceNumber
  }
  message.setHeader('cseq', `${String(message.cseq)} ${message.method}`)
  request.init()
}
