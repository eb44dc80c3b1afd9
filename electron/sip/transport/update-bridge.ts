import { answerRequest } from './answer-request'
import { readEnvelope } from './envelope'
import { valueOf } from './refuse-request'
import { formatWireMessage, isHeader, isResponse, type WireHeader, type WireMessage } from './wire-message'

export interface UpdateBridgeOptions {
  /** What the user agent knows of the dialog `callId` + our tag + their tag. */
  readonly dialogState: (id: string) => 'confirmed' | 'early' | null
  /** Gives a message to the user agent as if it had come. */
  readonly deliver: (text: string) => void
  /** Our Contact, as the library writes it. */
  readonly contact: () => string
}

type Taken =
  { readonly kind: 'deliver'; readonly message: WireMessage } | { readonly kind: 'answer'; readonly text: string }

/**
 * UPDATE (RFC 3311), which sip.js answers 405. One without a body only refreshes the session and is answered here. One
 * with an offer is a re-INVITE in all but name: it is given to the library as such, its answer gets the name back, and
 * the ACK that an UPDATE does not have is made up.
 */
export class UpdateBridge {
  private readonly bridged = new Map<string, WireMessage>()

  constructor(private readonly options: UpdateBridgeOptions) {}

  takeUpdate(request: WireMessage): Taken {
    const tag = (name: string) => /;\s*tag\s*=\s*([^;,\s]+)/i.exec(valueOf(request, name))?.[1] ?? ''
    const state = this.options.dialogState(`${valueOf(request, 'call-id')}${tag('to')}${tag('from')}`)
    if (state === null) return { kind: 'answer', text: answerRequest(request, 481) }
    const contact: WireHeader = { name: 'Contact', value: this.options.contact() }
    if (request.body === '') return { kind: 'answer', text: answerRequest(request, 200, [contact]) }
    const branch = readEnvelope(formatWireMessage(request))?.branch ?? ''
    // Before the call is taken the first offer and its answer are still under way (§5.2).
    if (state === 'early' || branch === '') return { kind: 'answer', text: answerRequest(request, 491) }
    this.bridged.set(branch, request)
    return { kind: 'deliver', message: renamed(request, 'UPDATE', 'INVITE') }
  }

  /** The library's answer to a bridged request; `null`: nothing is to be sent. Others pass. */
  handleOutgoing(message: WireMessage): WireMessage | null {
    if (!isResponse(message) || this.bridged.size === 0) return message
    const branch = /;\s*branch\s*=\s*([^;,\s]+)/i.exec(valueOf(message, 'via'))?.[1] ?? ''
    const request = this.bridged.get(branch)
    if (!request || !/ INVITE$/.test(valueOf(message, 'cseq').trim())) return message
    const status = Number(message.startLine.split(' ')[1])
    if (status < 200) return null
    this.bridged.delete(branch)
    const ack = acknowledgement(request, message, status < 300 ? `${branch}ack` : branch)
    queueMicrotask(() => {
      this.options.deliver(ack)
    })
    return renamed(message, 'INVITE', 'UPDATE')
  }
}

function renamed(message: WireMessage, from: string, to: string): WireMessage {
  const { startLine } = message
  return {
    ...message,
    startLine: startLine.startsWith(`${from} `) ? `${to}${startLine.slice(from.length)}` : startLine,
    headers: message.headers.map((header) =>
      isHeader(header, 'cseq') ? { ...header, value: header.value.replace(new RegExp(`${from}\\s*$`), to) } : header,
    ),
  }
}

function acknowledgement(request: WireMessage, answer: WireMessage, branch: string): string {
  const via = valueOf(request, 'via').replace(/(;\s*branch\s*=\s*)[^;,\s]+/i, `$1${branch}`)
  return formatWireMessage({
    startLine: request.startLine.replace(/^UPDATE/, 'ACK'),
    headers: [
      { name: 'Via', value: via },
      { name: 'From', value: valueOf(request, 'from') },
      { name: 'To', value: valueOf(answer, 'to') },
      { name: 'Call-ID', value: valueOf(request, 'call-id') },
      { name: 'CSeq', value: valueOf(request, 'cseq').replace(/UPDATE\s*$/, 'ACK') },
      { name: 'Max-Forwards', value: '70' },
      { name: 'Content-Length', value: '0' },
    ],
    body: '',
  })
}
