import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseMac } from '#shared/domain/desk-phone/provisioning'
import { findNumberIn, parseDialLink } from '#shared/domain/dial-link'
import { parseDialogInfo } from '#shared/domain/dialog-info/dialog-info'
import { parseMessageSummary } from '#shared/domain/message-summary'
import { parseNameQuery } from '#shared/domain/name-search/name-query'
import { parsePhoneFragment } from '#shared/domain/name-search/phone-fragment'
import { parseOwnLink } from '#shared/domain/own-link'
import { parseHostPort } from '#shared/domain/sip-account'
import { MOST_REPORT_BYTES } from '#shared/domain/headset/hid'
import { readLayout, readKeys } from '#shared/domain/headset/layout'
import { hostileText, hostileValue } from '#shared/testing/hostile'
import { randomRuns } from '#shared/testing/random-runs'

import { judgeHeard } from '../../../electron/desk-phone/listener-rules'
import { parseLineSdp } from '../../../electron/gateway/sdp/line-sdp'
import { parseWindowSdp } from '../../../electron/gateway/sdp/window-sdp'
import { handedOverLink, linkAmong } from '../../../electron/links/link-inbox'
import { resolveRequest } from '../../../electron/protocol/resolve-request'
import { isOpenable } from '../../../electron/security/external-address'
import { readMessageQuickly } from '../../../electron/sip/grammar/quick-message'
import { readReferStatus } from '../../../electron/sip/calls/refer-status'
import { readDatagram } from '../../../electron/sip/transport/datagram-flow'
import { readEnvelope } from '../../../electron/sip/transport/envelope'
import { readAuthority } from '../../../electron/sip/transport/read-authority'
import { parseWindowState } from '../../../electron/windows/window-state'
import { preferred } from '../../../hub/api/person-page'
import { hookBody } from '../../../hub/channels/hook-body'
import { parseStatsTable } from '../../../hub/telephony/mango/wire/stats-table'
import { linkify } from '../../../renderer/features/chats/model/linkify'

/** Of each parser; those of files, policies, imports and of what the hub takes stand beside their own code. */
const OF_EACH = { share: 500, full: 1_000_000 }
const TAKES_MS = 1_800_000
/** Of processor time, which a busy machine does not lengthen; what takes more is a way to hold the program up. */
const MOST_MS = 1_000

const SIP = [
  'INVITE sip:100@pbx SIP/2.0\r\n',
  'SIP/2.0 200 OK\r\n',
  'Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1;rport\r\n',
  'From: <sip:100@pbx>;tag=1\r\n',
  'To: <sip:200@pbx>\r\n',
  'Call-ID: a\r\n',
  'CSeq: 1 INVITE\r\n',
  'Content-Length: 0\r\n',
  'Content-Length: 999999999\r\n',
  '\r\n',
  ';tag=',
  '"',
]
const SDP = [
  'v=0\r\n',
  'o=- 1 1 IN IP4 10.0.0.1\r\n',
  's=-\r\n',
  'c=IN IP4 0.0.0.0\r\n',
  't=0 0\r\n',
  'm=audio 4000 RTP/AVP 0 8 101\r\n',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n',
  'm=audio 99999999 RTP/SAVP 8\r\n',
  'a=rtpmap:111 opus/48000/2\r\n',
  'a=fmtp:101 0-16\r\n',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n',
  'a=sendonly\r\n',
  'a=fingerprint:sha-256 00:11\r\n',
  'a=ice-ufrag:x\r\n',
]
const LINK = ['tel:', 'sip:', 'callto:', '//', '+7', '900', '%2B', ';ext=', ';phone-context=', '@host', '?', '-']
const OWN = ['otklik://', 'join', 'setup', 'sign-in', 'case/', '?hub=', '&code=', 'look.theme=', '#', '%']
const XML = [
  '<?xml version="1.0"?>',
  '<dialog-info version="1" state="full">',
  '<dialog id="a">',
  '</dialog>',
  '&amp;',
  '<!',
]
const WEB = ['https://', 'http://', 'mailto:', '127.0.0.1', 'localhost', '@', 'a.ru', ':80', '/x', '?y', ').', '[::1]']
const APP = ['app://otklik', '/', 'desk.html', 'assets', '..', '%2e%2e', '\\', 'files/', '.js', ':', 'otklik.evil']
const ACTION = ['/desk-phone/', 'word', '/ringing', '?call=', '&remote=', '<sip:100@x>', '%', '$call', '/']
const PEM = [
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  '\n',
  'TUlJQg==',
  '-----BEGIN PRIVATE KEY-----',
]
const NAMES = ['Иванов', 'Анна ', 'Ё', ' ', '+7', '900', '(', '-', 'vfif', 'чч']

const PARSERS: readonly (readonly [string, readonly string[], (text: string) => unknown])[] = [
  ['a SIP message, whole', SIP, readMessageQuickly],
  ['a SIP datagram', SIP, (text) => readDatagram(Buffer.from(text))],
  ['a SIP message, its envelope', SIP, readEnvelope],
  ['the state of a transfer', ['SIP/2.0 ', '200', ' OK', '\r\n'], readReferStatus],
  ['a description of sound of a PBX', SDP, parseLineSdp],
  ['a description of sound of a window', SDP, parseWindowSdp],
  ['a notice of lines', XML, parseDialogInfo],
  ['a notice of voice mail', ['Messages-Waiting: yes\r\n', 'Voice-Message: 1/2 (0/0)\r\n'], parseMessageSummary],
  ['a link to a number', LINK, parseDialLink],
  ['a text with a number', LINK, findNumberIn],
  ['a link of our own', OWN, parseOwnLink],
  ['the arguments of a start', [...OWN, ...LINK], (text) => linkAmong(['otklik', text], '/home')],
  ['an address for the browser', WEB, isOpenable],
  ['a text with links', WEB, linkify],
  ['an address of the app scheme', APP, (text) => resolveRequest(text, '/app')],
  [
    'an event of a desk phone',
    ACTION,
    (url) => judgeHeard({ method: 'GET', url, fromAddress: '10.0.0.2' }, { token: 'word', allowedAddress: '10.0.0.2' }),
  ],
  ['the address of a server', WEB, parseHostPort],
  ['a hardware address', ['00', ':', '-', 'ff', 'GG'], parseMac],
  ['a certificate', PEM, (text) => readAuthority(text, 0)],
  ['the body of a webhook', ['{', '}', '"a"', ':', '[', ']', '1e999', ','], hookBody],
  ['the statistics of a PBX', ['1', ';', '\n', '\r\n', 'abc', '-1'], parseStatsTable],
  ['the languages of a browser', ['ru', 'en', ',', ';q=', '*'], preferred],
  ['a name that is looked for', NAMES, parseNameQuery],
  ['a telephone that is looked for', NAMES, parsePhoneFragment],
]

describe('[I9] no text from outside makes its parser throw or holds it up', () => {
  it.each(PARSERS)('%s', { timeout: TAKES_MS }, (_name, words, parse) => {
    fc.assert(
      fc.property(hostileText(words), (text) => {
        // A machine that does something else in between is slow once; a parser is slow each time.
        const isSlow = tookMs(parse, text) > MOST_MS && tookMs(parse, text) > MOST_MS && tookMs(parse, text) > MOST_MS
        expect(isSlow).toBe(false)
      }),
      randomRuns(OF_EACH),
    )
  })
})

describe('[I9] no value from outside makes its parser throw', () => {
  it('the place of the window, and what a second start sends', () => {
    const vocabulary = {
      names: ['bounds', 'isMaximized', 'theme', 'x', 'y', 'width', 'height', 'link'],
      values: ['dark'],
    }
    fc.assert(
      fc.property(hostileValue(vocabulary), (value) => {
        parseWindowState(value)
        handedOverLink(value)
      }),
      randomRuns(OF_EACH),
    )
  })

  it('[H1] the descriptor and the reports of a headset, whatever it says of itself', { timeout: TAKES_MS }, () => {
    const number = fc.oneof(fc.nat(64), fc.constantFrom(1, 2 ** 31, 2 ** 32 - 1, 0x0b0020, 0x0b002f, 0x080017))
    const item = fc.record(
      {
        isAbsolute: fc.boolean(),
        isArray: fc.boolean(),
        isConstant: fc.boolean(),
        isRange: fc.boolean(),
        usages: fc.array(number, { maxLength: 4 }),
        usageMinimum: number,
        usageMaximum: number,
        reportSize: number,
        reportCount: number,
      },
      { requiredKeys: [] },
    )
    const report = fc.record({ reportId: number, items: fc.array(item, { maxLength: 4 }) }, { requiredKeys: [] })
    const reports = fc.array(report, { maxLength: 3 })
    const collection = fc.record({
      usagePage: fc.constant(0x0b),
      usage: fc.constant(0x05),
      inputReports: reports,
      outputReports: reports,
    })
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 2 }), number, fc.uint8Array(), (collections, reportId, data) => {
        const layout = readLayout(collections, null)
        if (!layout) return
        readKeys(layout, reportId, data)
        for (const length of layout.outputBytes.values()) expect(length).toBeLessThanOrEqual(MOST_REPORT_BYTES)
      }),
      randomRuns({ share: 500, full: 1_000_000 }),
    )
  })
})

function tookMs(parse: (text: string) => unknown, text: string): number {
  const begun = process.cpuUsage()
  parse(text)
  return process.cpuUsage(begun).user / 1_000
}
