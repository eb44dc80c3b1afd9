/** A call as one of its two ends has it: what a watcher of that line is told. */
export interface LineDialog {
  readonly id: string
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  readonly direction: 'initiator' | 'recipient'
  readonly state: 'early' | 'confirmed'
  readonly remote: {
    readonly number: string
    readonly name: string | null
    /** Where a call with Replaces is sent. */ readonly target: string
  }
}

/** `application/dialog-info+xml` (RFC 4235); a dialog that is gone stands in a partial one as `terminated`. */
export function dialogInfo(
  entity: string,
  version: number,
  isFull: boolean,
  dialogs: readonly LineDialog[],
  gone: readonly string[] = [],
): string {
  const lines = [
    '<?xml version="1.0"?>',
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="${isFull ? 'full' : 'partial'}" entity="${escape(entity)}">`,
    ...dialogs.map(describe),
    ...gone.map((id) => `<dialog id="${escape(id)}"><state>terminated</state></dialog>`),
    '</dialog-info>',
  ]
  return `${lines.join('\r\n')}\r\n`
}

function describe({ id, callId, localTag, remoteTag, direction, state, remote }: LineDialog): string {
  const names = [
    ['id', id],
    ['call-id', callId],
    ['local-tag', localTag],
    ['remote-tag', remoteTag],
    ['direction', direction],
  ].map(([name, value]) => `${name}="${escape(value ?? '')}"`)
  const display = remote.name === null ? '' : ` display="${escape(remote.name)}"`
  const identity = `<identity${display}>${escape(remote.target)}</identity>`
  return `<dialog ${names.join(' ')}><state>${state}</state><remote>${identity}<target uri="${escape(remote.target)}"/></remote></dialog>`
}

function escape(text: string): string {
  return text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`)
}
