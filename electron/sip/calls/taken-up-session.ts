import { Core, Grammar, Session, SessionState, NameAddrHeader, type URI, type UserAgent } from 'sip.js'

import type { KeptDialog } from './kept-dialog'

/**
 * Requests may have left after the last note. Numbers may be skipped and must never go back (RFC 3261 §12.2.2), and no
 * call sends so many between two notes.
 */
const SEQUENCE_LEAP = 1_000

/** Stands where the library remembers the last descriptions; those of before are of no use to anybody. */
const SOME_DESCRIPTION: Core.Body = {
  contentDisposition: 'session',
  contentType: 'application/sdp',
  content: 'v=0\r\n',
}

/**
 * A session of the process before this one. The library makes sessions by calling or being called and knows no way to
 * go on with a dialog; what it needs for that is put together here.
 */
export class TakenUpSession extends Session {
  readonly localIdentity: NameAddrHeader
  readonly remoteIdentity: NameAddrHeader
  protected logger: Core.Logger
  protected _id: string

  /** `null`: what was kept cannot be read. */
  static of(userAgent: UserAgent, kept: KeptDialog): TakenUpSession | null {
    const [localUri, remoteUri, remoteTarget] = [kept.localUri, kept.remoteUri, kept.remoteTarget].map(readUri)
    const remoteIdentity = readIdentity(kept.remoteIdentity)
    if (!localUri || !remoteUri || !remoteTarget || !remoteIdentity) return null
    return new TakenUpSession(userAgent, kept, { localUri, remoteUri, remoteTarget, remoteIdentity })
  }

  private constructor(
    userAgent: UserAgent,
    kept: KeptDialog,
    { localUri, remoteUri, remoteTarget, remoteIdentity }: Parties,
  ) {
    super(userAgent)
    const { callId, localTag, remoteTag } = kept
    this.logger = userAgent.getLogger('sip.TakenUpSession')
    this.localIdentity = new NameAddrHeader(localUri, '', { tag: localTag })
    this.remoteIdentity = remoteIdentity
    this._assertedIdentity = kept.assertedIdentity === null ? undefined : readIdentity(kept.assertedIdentity)
    // By Call-ID and one of the tags, as the library looks for what a call with Replaces takes the place of.
    this._id = callId + localTag
    userAgent._sessions[this._id] = this
    // Where we are reached now; the other side learns it from the next offer (§12.2.1.1).
    this._contact = userAgent.contact.toString()
    const state: Core.DialogState = {
      id: callId + localTag + remoteTag,
      early: false,
      callId,
      localTag,
      remoteTag,
      localSequenceNumber: (kept.localSequence ?? 0) + SEQUENCE_LEAP,
      remoteSequenceNumber: kept.remoteSequence ?? undefined,
      localURI: localUri,
      remoteURI: remoteUri,
      remoteTarget,
      routeSet: [...kept.routes],
      secure: kept.isSecure,
    }
    this._dialog = stableDialog(userAgent.userAgentCore, state, {
      onAck: (request) => this.onAckRequest(request),
      onBye: (request) => {
        this.onByeRequest(request)
      },
      onInfo: (request) => {
        this.onInfoRequest(request)
      },
      onInvite: (request) => {
        this.onInviteRequest(request)
      },
      onMessage: (request) => {
        this.onMessageRequest(request)
      },
      onNotify: (request) => {
        this.onNotifyRequest(request)
      },
      onPrack: (request) => {
        this.onPrackRequest(request)
      },
      onRefer: (request) => {
        this.onReferRequest(request)
      },
    })
    this.stateTransition(SessionState.Established)
  }
}

interface Parties {
  readonly localUri: URI
  readonly remoteUri: URI
  readonly remoteTarget: URI
  readonly remoteIdentity: NameAddrHeader
}

/** A dialog whose first offer was made and answered long ago. */
function stableDialog(
  core: Core.UserAgentCore,
  state: Core.DialogState,
  delegate: Core.SessionDelegate,
): Core.SessionDialog {
  const invite = core.makeOutgoingRequestMessage(
    'INVITE',
    state.remoteTarget,
    state.localURI,
    state.remoteURI,
    {},
    [],
    SOME_DESCRIPTION,
  )
  // Of the transaction that began it the library reads the request, and the rest only until its ACK: `library-shape.test`.
  const beginning = { request: invite } as unknown as Core.InviteClientTransaction
  const dialog = new Core.SessionDialog(beginning, core, state, delegate)
  const answer = new Core.IncomingResponseMessage()
  answer.addHeader('Content-Type', SOME_DESCRIPTION.contentType)
  answer.body = SOME_DESCRIPTION.content
  dialog.signalingStateTransition(answer)
  return dialog
}

function readUri(text: string): URI | undefined {
  return Grammar.URIParse(text)
}

function readIdentity(text: string): NameAddrHeader | undefined {
  return Grammar.nameAddrHeaderParse(text)
}

/** Also one whose first ACK is still on its way to us: for the other side it stands. */
const LIVING: ReadonlySet<Core.SessionState> = new Set([Core.SessionState.Confirmed, Core.SessionState.AckWait])

/** What the next process goes on with; `null`: there is no dialog yet, or none any more. */
export function keepDialog({ dialog, remoteIdentity, assertedIdentity }: Session): KeptDialog | null {
  if (!(dialog instanceof Core.SessionDialog) || !LIVING.has(dialog.sessionState)) return null
  return {
    callId: dialog.callId,
    localTag: dialog.localTag,
    remoteTag: dialog.remoteTag,
    localSequence: dialog.localSequenceNumber ?? null,
    remoteSequence: dialog.remoteSequenceNumber ?? null,
    localUri: dialog.localURI.toRaw(),
    remoteUri: dialog.remoteURI.toRaw(),
    remoteTarget: dialog.remoteTarget.toRaw(),
    routes: dialog.routeSet,
    isSecure: dialog.secure,
    remoteIdentity: remoteIdentity.toString(),
    assertedIdentity: assertedIdentity?.toString() ?? null,
  }
}
