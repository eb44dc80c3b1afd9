/** Pieces of SIPp scenarios, where SIPp is the phone of a called or of a calling party. */

/** Where SIPp stands in the dialog: requests of the called party turn From and To round. */
export type Side = 'called' | 'caller'

interface Content {
  readonly headers?: readonly string[]
  readonly body?: string
}

/** A header that has to be there, and what has to be in it (POSIX). */
export type Check = readonly [header: string, pattern: string]

export const SIPP_SDP = [
  'v=0',
  'o=sipp 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [local_ip]',
  't=0 0',
  'm=audio 6000 RTP/AVP 8 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:101 telephone-event/8000',
].join('\n')

const REPEATED = ' retrans="500"'
const CONTACT = 'Contact: <sip:sipp@[local_ip]:[local_port]>'

/** A request has come. `keep`: it begins the dialog, and what names it is written down for later. */
export function got(
  method: string,
  {
    checks = [],
    keep = false,
    isOptional = false,
  }: { checks?: readonly Check[]; keep?: boolean; isOptional?: boolean } = {},
): string {
  const kept = keep
    ? [
        save('from', 'From:'),
        save('to', 'To:'),
        save('cseq', 'CSeq:'),
        save('viaOne', 'Via:'),
        save('viaTwo', 'Via:', 2),
        save('routeOne', 'Record-Route:'),
        save('routeTwo', 'Record-Route:', 2),
      ]
    : []
  return `<recv request="${method}"${keep ? ' rrs="true"' : ''}${isOptional ? ' optional="true"' : ''}>${actions([...kept, ...checks.map(check)])}</recv>`
}

/** A response has come; of a provisional one it does not matter whether it does. */
export function status(
  code: number,
  {
    checks = [],
    saves = [],
    keep = false,
    isOptional = code < 180,
  }: {
    checks?: readonly Check[]
    /** Parts of headers for later, by name. */
    saves?: readonly (readonly [name: string, header: string, pattern: string])[]
    keep?: boolean
    isOptional?: boolean
  } = {},
): string {
  const saved = saves.map(
    ([name, header, pattern]) =>
      `<ereg regexp="${pattern}" search_in="hdr" header="${header}:" check_it="true" assign_to="${name}"/>`,
  )
  return `<recv response="${String(code)}"${keep ? ' rrs="true"' : ''}${isOptional ? ' optional="true"' : ''}>${actions([...saved, ...checks.map(check)])}</recv>`
}

/** Answers what came last. The first answers of a dialog give it its tag. */
export function answer(
  code: number,
  { headers = [], body = '', isFirst = false }: Content & { isFirst?: boolean } = {},
): string {
  const lines = [
    `SIP/2.0 ${String(code)} Answer`,
    '[last_Via:]',
    '[last_From:]',
    `[last_To:]${isFirst ? ';tag=peer[call_number]' : ''}`,
    '[last_Call-ID:]',
    '[last_CSeq:]',
    '[last_Record-Route:]',
    ...content(headers, body),
  ]
  // With a description it is that of an INVITE, and said again until the ACK comes.
  return send(lines, code === 200 && body !== '' ? REPEATED : '')
}

/** Answers the INVITE that was kept, though something else has come since. */
export function answerKept(code: number, routes: 1 | 2, { headers = [], body = '' }: Content = {}): string {
  return send([
    `SIP/2.0 ${String(code)} Answer`,
    'Via:[$viaOne]',
    'Via:[$viaTwo]',
    'From:[$from]',
    'To:[$to];tag=peer[call_number]',
    '[last_Call-ID:]',
    'CSeq:[$cseq]',
    'Record-Route:[$routeOne]',
    ...(routes === 2 ? ['Record-Route:[$routeTwo]'] : []),
    ...content(headers, body),
  ])
}

/** A request in the dialog. */
export function say(side: Side, method: string, cseq: number, { headers = [], body = '' }: Content = {}): string {
  return send(
    [
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      'Max-Forwards: 70',
      '[routes]',
      ...(side === 'called'
        ? ['From:[$to];tag=peer[call_number]', 'To:[$from]']
        : ['From: <sip:sipp@callers.test>;tag=[call_number]', 'To: <sip:[field0]>[peer_tag_param]']),
      'Call-ID: [call_id]',
      `CSeq: ${String(cseq)} ${method}`,
      ...content(headers, body),
    ],
    method === 'ACK' ? '' : REPEATED,
  )
}

/** The first request of a caller, to whom it is told. */
export function begin(method: string, { headers = [], body = '' }: Content = {}, cseq = 1): string {
  return send(
    [
      `${method} sip:[field0] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      'Max-Forwards: 70',
      'From: <sip:sipp@callers.test>;tag=[call_number]',
      'To: <sip:[field0]>',
      'Call-ID: [call_id]',
      `CSeq: ${String(cseq)} ${method}`,
      ...content(headers, body),
    ],
    REPEATED,
  )
}

/** The ACK of a refusal belongs to its transaction. */
export function acknowledgeRefusal(): string {
  return send([
    'ACK sip:[field0] SIP/2.0',
    '[last_Via:]',
    'Max-Forwards: 70',
    'From: <sip:sipp@callers.test>;tag=[call_number]',
    '[last_To:]',
    'Call-ID: [call_id]',
    'CSeq: 1 ACK',
    'Content-Length: 0',
  ])
}

/** Is called, rings, and talks. */
export const TAKES: readonly string[] = [
  got('INVITE', { keep: true }),
  answer(180, { isFirst: true }),
  answer(200, { isFirst: true, body: SIPP_SDP }),
  got('ACK'),
]
/** A goodbye comes. */
export const IS_LEFT: readonly string[] = [got('BYE'), answer(200)]
/** Calls, whatever rings, and talks. */
export const CALLS: readonly string[] = [
  begin('INVITE', { body: SIPP_SDP }),
  status(100),
  status(180, { isOptional: true }),
  status(200, { keep: true }),
  say('caller', 'ACK', 1),
]
/** Says goodbye with the second request of its own. */
export const LEAVES: readonly string[] = [say('caller', 'BYE', 2), status(200)]
/** Is put on hold, or is asked back. */
export const agreesTo = (direction: 'recvonly' | 'sendrecv'): readonly string[] => [
  got('INVITE'),
  answer(200, { body: `${SIPP_SDP}\na=${direction}` }),
  got('ACK'),
]

/** The whole file. */
export function scenario(steps: readonly string[]): string {
  let checks = 0
  const numbered = steps.join('\n').replaceAll('@CHECK@', () => `check${String((checks += 1))}`)
  const used = [...new Set([...numbered.matchAll(/assign_to="(\w+)"/g)].map(([, name]) => name))]
  const reference = used.length === 0 ? '' : `<Reference variables="${used.join(',')}"/>`
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="peer">\n${numbered}\n${reference}\n</scenario>\n`
}

function content(headers: readonly string[], body: string): readonly string[] {
  const type = headers.some((header) => /^Content-Type:/i.test(header)) ? [] : ['Content-Type: application/sdp']
  const contact = headers.some((header) => /^Contact:/i.test(header)) ? [] : [CONTACT]
  const rest = body === '' ? ['Content-Length: 0', '', ''] : [...type, 'Content-Length: [len]', '', body]
  return [...contact, ...headers, ...rest]
}

function send(lines: readonly string[], attributes = ''): string {
  return `<send${attributes}><![CDATA[\n${lines.join('\n')}\n]]></send>`
}

function actions(list: readonly string[]): string {
  return list.length === 0 ? '' : `<action>${list.join('')}</action>`
}

function save(name: string, header: string, occurrence = 1): string {
  return `<ereg regexp=".*" search_in="hdr" header="${header}" occurrence="${String(occurrence)}" assign_to="${name}"/>`
}

function check([header, pattern]: Check): string {
  return `<ereg regexp="${pattern}" search_in="hdr" header="${header}:" check_it="true" assign_to="@CHECK@"/>`
}
