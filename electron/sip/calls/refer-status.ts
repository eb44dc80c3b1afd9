/** The status line in the body of a NOTIFY of `Event: refer` (message/sipfrag, RFC 3420); `null`: there is none. */
export function readReferStatus(body: string): number | null {
  const status = /^SIP\/2\.0\s+([1-6]\d\d)\b/i.exec(body.trimStart())?.[1]
  return status === undefined ? null : Number(status)
}
