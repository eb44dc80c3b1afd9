import { childOf, readXml, type XmlElement } from './xml'

/** RFC 4235 §3.7.1, in the order of a call. */
const STATES = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'] as const
export type WatchedState = (typeof STATES)[number]

/** One call of a line that is watched. */
export interface WatchedDialog {
  readonly id: string
  readonly state: WatchedState
  /** `null`: the server does not say who called whom. */
  readonly direction: 'initiator' | 'recipient' | null
  /** What a call with Replaces names it by; `null`: the server does not tell all of it. */
  readonly identity: { readonly callId: string; readonly localTag: string; readonly remoteTag: string } | null
  /** The other side of it. */
  readonly remote: {
    readonly name: string | null
    readonly number: string | null
    /** `sip:…` where it can be reached. */
    readonly target: string | null
  }
}

/** What one NOTIFY says. */
export interface DialogInfo {
  readonly version: number
  /** All dialogs there are; else only those that changed. */
  readonly isFull: boolean
  readonly dialogs: readonly WatchedDialog[]
}

const MAX_DIALOGS = 100
const MAX_TEXT = 256
/** What stands in a header of ours later must not be able to begin another. */
const CALL_ID = /^[\w\-.!%*+`'~()[\]?{}@:/]{1,256}$/
const TAG = /^[\w\-.!%*+`'~]{1,128}$/
const SIP_URI = /^sips?:[\w\-.!~*'()&=+$,;?/%:@[\]]{1,250}$/i

/** `application/dialog-info+xml` (RFC 4235 §4); `null` when it is none. */
export function parseDialogInfo(body: string): DialogInfo | null {
  const root = readXml(body)
  if (root?.name !== 'dialog-info') return null
  const version = /^\d{1,10}$/.exec(root.attributes.get('version')?.trim() ?? '')?.[0]
  const state = root.attributes.get('state')
  if (version === undefined || (state !== 'full' && state !== 'partial')) return null
  const elements = root.children.filter(({ name }) => name === 'dialog')
  if (elements.length > MAX_DIALOGS) return null
  const dialogs = elements.map(readDialog)
  if (dialogs.includes(null)) return null
  return { version: Number(version), isFull: state === 'full', dialogs: dialogs.filter((dialog) => dialog !== null) }
}

function readDialog(element: XmlElement): WatchedDialog | null {
  const { attributes } = element
  const id = attributes.get('id') ?? ''
  const word = childOf(element, 'state')?.text.trim().toLowerCase()
  const state = STATES.find((each) => each === word)
  if (id === '' || id.length > MAX_TEXT || !state) return null
  const direction = attributes.get('direction')
  const remote = childOf(element, 'remote')
  const identity = childOf(remote, 'identity')
  const target = childOf(remote, 'target')?.attributes.get('uri')?.trim() ?? ''
  return {
    id,
    state,
    direction: direction === 'initiator' || direction === 'recipient' ? direction : null,
    identity: readIdentity(attributes),
    remote: {
      name: shown(identity?.attributes.get('display') ?? identity?.attributes.get('display-name')),
      number: numberOf(identity?.text.trim() ?? '') ?? numberOf(target),
      target: SIP_URI.test(target) ? target : null,
    },
  }
}

function readIdentity(attributes: ReadonlyMap<string, string>): WatchedDialog['identity'] {
  const callId = attributes.get('call-id') ?? ''
  const localTag = attributes.get('local-tag') ?? ''
  const remoteTag = attributes.get('remote-tag') ?? ''
  return CALL_ID.test(callId) && TAG.test(localTag) && TAG.test(remoteTag) ? { callId, localTag, remoteTag } : null
}

function numberOf(uri: string): string | null {
  if (!SIP_URI.test(uri)) return null
  const user = /^sips?:([^@:;]+)[^@]*@/i.exec(uri)?.[1]
  return user === undefined ? null : shown(decoded(user))
}

/** `%2B7900…` is how some servers write a plus; what is no such writing stands for itself. */
function decoded(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch (error) {
    if (error instanceof URIError) return user
    throw error
  }
}

function shown(text: string | undefined): string | null {
  const plain = text?.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim() ?? ''
  return plain === '' ? null : plain.slice(0, MAX_TEXT)
}
