import { Grammar } from 'sip.js'

import { quickChallenge } from './quick-challenge'
import { quickCallId, quickFirstLine, quickMediaType, quickNumber, quickSequence } from './quick-lines'
import { quickContacts, quickNameAddr, quickParty, quickRecordRoute } from './quick-name-addr'
import { quickUri } from './quick-uri'
import { quickVia } from './quick-via'

/** By the name of the grammar's rule. Each takes the common shape only and answers `undefined` to all else. */
const QUICK: ReadonlyMap<string, (text: string) => unknown> = new Map<string, (text: string) => unknown>([
  ['Request_Response', quickFirstLine],
  ['Via', quickVia],
  ['From', quickParty],
  ['To', quickParty],
  ['Contact', quickContacts],
  ['Record_Route', quickRecordRoute],
  ['Name_Addr_Header', quickNameAddr],
  ['SIP_URI', quickUri],
  ['CSeq', quickSequence],
  ['Call_ID', quickCallId],
  ['Content_Length', quickNumber],
  ['Max_Forwards', quickNumber],
  ['Content_Type', quickMediaType],
  ['WWW_Authenticate', quickChallenge],
  ['Proxy_Authenticate', quickChallenge],
])

/** Longer values are rare, and the patterns need not be proven against them. */
const MAX_LENGTH = 1_000

/** What the grammar would answer; `undefined`: ask it. */
export function parseQuickly(text: string, rule: string): unknown {
  return text.length > MAX_LENGTH ? undefined : QUICK.get(rule)?.(text)
}

let isInstalled = false

/**
 * The library reads every header of every message with a generated parser that builds its tables anew for each: about
 * 0.15 ms a header (docs/adr/0007). Common shapes are read here in a hundredth of that, with the same result; the
 * library's grammar reads the rest.
 */
export function installGrammarFastPath(): void {
  if (isInstalled) return
  isInstalled = true
  const { parse } = Grammar
  Object.assign(Grammar, {
    parse: (text: string, rule: string): unknown => parseQuickly(text, rule) ?? parse(text, rule),
  })
}
