import { CHROMIUM_OFFER } from './chromium-offer'
import { QUIET_MS } from './quiet-line'
import { COMPOSED_HEADER } from './sipp-messages'

export interface SippAccount {
  readonly user: string
  readonly password: string
  readonly domain: string
}

const HEADING = '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n'

/** Last of the headers: nothing but the body is put together after it. */
const COMPOSED = `${COMPOSED_HEADER}: [timestamp]`

/** What an ordinary phone says of itself, ours too: the registrar has as much to read from both. */
const ABOUT_ITSELF = [
  'Allow: ACK, CANCEL, INVITE, MESSAGE, BYE, OPTIONS, INFO, NOTIFY, REFER, PRACK',
  'Supported: 100rel, path, gruu',
  'User-Agent: sipp',
]
const INSTANCE = '+sip.instance="<urn:uuid:01a2034b-9a5c-746a-9539-b573e5a5039f>"'

const PAUSE = `<pause milliseconds="${QUIET_MS}"/>`

/** REGISTER, 401, REGISTER with credentials, 200. */
export function registerScenario(account: SippAccount): string {
  const steps = [PAUSE, send(register(account, 1)), recv('401', 'auth="true"'), send(register(account, 2)), recv('200')]
  return scenario('register', steps)
}

/**
 * Registers, so that the registrar knows the caller on this connection, then INVITE → 180 and CANCEL. A registrar that
 * challenges the INVITE all the same is answered; the time is then that of the second INVITE.
 */
export function callScenario(account: SippAccount, to: string): string {
  const steps = [
    send(register(account, 1)),
    recv('401', 'auth="true"'),
    send(register(account, 2)),
    recv('200'),
    PAUSE,
    send(invite(account, to, 3, false)),
    recv('100', 'optional="true"'),
    recv('407', 'optional="true" auth="true" next="1"'),
    recv('180'),
    ...giveUp(account, to, 3, 4),
    '<label id="1"/>',
    send(hopByHop(account, to, 'ACK', 3, '[last_Via:]')),
    send(invite(account, to, 4, true)),
    recv('100', 'optional="true"'),
    recv('180'),
    ...giveUp(account, to, 4, 3),
    '<label id="2"/>',
    '<nop/>',
  ]
  return scenario('call', steps)
}

/** `stepsSinceInvite`: sipp names an earlier branch by how many steps ago it was made. */
function giveUp(account: SippAccount, to: string, sequence: number, stepsSinceInvite: number): string[] {
  return [
    send(hopByHop(account, to, 'CANCEL', sequence, via(`[branch-${stepsSinceInvite}]`))),
    recv('200'),
    recv('487'),
    send(hopByHop(account, to, 'ACK', sequence, '[last_Via:]'), 'next="2"'),
  ]
}

function scenario(name: string, steps: readonly string[]): string {
  return `${HEADING}<scenario name="${name}">\n${steps.join('\n')}\n</scenario>\n`
}

function send(message: string, attributes = ''): string {
  return `<send ${attributes}><![CDATA[\n${message}\n]]></send>`
}

function recv(status: string, attributes = ''): string {
  return `<recv response="${status}" ${attributes}/>`
}

function register({ user, password, domain }: SippAccount, sequence: number): string {
  const aor = `sip:${user}@${domain}`
  return lines(
    `REGISTER sip:${domain} SIP/2.0`,
    via(),
    'Max-Forwards: 70',
    `From: <${aor}>;tag=[call_number]r`,
    `To: <${aor}>`,
    'Call-ID: [call_id]',
    `CSeq: ${sequence} REGISTER`,
    `Contact: <sip:${user}@[local_ip]:[local_port];transport=[transport]>;${INSTANCE};expires=600`,
    'Expires: 600',
    ...ABOUT_ITSELF,
    ...(sequence > 1 ? [`[authentication username=${user} password=${password}]`] : []),
    'Content-Length: 0',
    COMPOSED,
    '',
  )
}

function invite({ user, password, domain }: SippAccount, to: string, sequence: number, isAuthorised: boolean): string {
  return lines(
    `INVITE sip:${to}@${domain} SIP/2.0`,
    via(),
    'Max-Forwards: 70',
    `From: <sip:${user}@${domain}>;tag=[call_number]`,
    `To: <sip:${to}@${domain}>`,
    'Call-ID: [call_id]',
    `CSeq: ${sequence} INVITE`,
    `Contact: <sip:${user}@[local_ip]:[local_port];transport=[transport]>`,
    ...ABOUT_ITSELF,
    ...(isAuthorised ? [`[authentication username=${user} password=${password}]`] : []),
    'Content-Type: application/sdp',
    'Content-Length: [len]',
    COMPOSED,
    '',
    CHROMIUM_OFFER.replaceAll('\r\n', '\n'),
  )
}

/** CANCEL and the ACK of a refusal repeat the Via of the INVITE (RFC 3261 §9.1, §17.1.1.3). */
function hopByHop(
  { user, domain }: SippAccount,
  to: string,
  method: 'CANCEL' | 'ACK',
  sequence: number,
  viaLine: string,
): string {
  return lines(
    `${method} sip:${to}@${domain} SIP/2.0`,
    viaLine,
    'Max-Forwards: 70',
    `From: <sip:${user}@${domain}>;tag=[call_number]`,
    method === 'ACK' ? '[last_To:]' : `To: <sip:${to}@${domain}>`,
    'Call-ID: [call_id]',
    `CSeq: ${sequence} ${method}`,
    'Content-Length: 0',
    '',
  )
}

function via(branch = '[branch]'): string {
  return `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch};rport`
}

function lines(...all: string[]): string {
  return all.join('\n')
}
