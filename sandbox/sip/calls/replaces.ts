/** RFC 3891 §6.1: names one dialog as the one who is asked has it. */
export interface Replaces {
  readonly callId: string
  readonly toTag: string
  readonly fromTag: string
  readonly isEarlyOnly: boolean
}

export function parseReplaces(value: string | undefined): Replaces | undefined {
  const [callId = '', ...params] = (value ?? '').split(';').map((part) => part.trim())
  const param = (name: string) =>
    params.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  const [toTag, fromTag] = [param('to-tag'), param('from-tag')]
  if (callId === '' || !toTag || !fromTag) return undefined
  return { callId, toTag, fromTag, isEarlyOnly: params.some((each) => each.toLowerCase() === 'early-only') }
}

/** The header of a Refer-To: `<sip:x@y?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>`. */
export function replacesIn(uri: string): string | undefined {
  const field = uri
    .split('?')[1]
    ?.split('&')
    .find((each) => /^replaces=/i.test(each))
  return field === undefined ? undefined : decodeURIComponent(field.slice('replaces='.length))
}
