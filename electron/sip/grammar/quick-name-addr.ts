import { NameAddrHeader, type URI } from 'sip.js'

import { QUOTED_TEXT, TOKEN, URI_PATTERN, uriOfMatch } from './quick-uri'

const NAME_ADDR = new RegExp(`(?:"(${QUOTED_TEXT})" *|(${TOKEN}(?: ${TOKEN})*) *)?<${URI_PATTERN}>`, 'y')
const PARAMETER = new RegExp(`;(${TOKEN})(?:=(${TOKEN}|"${QUOTED_TEXT}"))?`, 'y')
const SEPARATOR = /, */y

/** How a header reads a parameter that has a meaning there; `undefined`: the grammar must look. */
type ReadParameter = (name: string, value: string | undefined) => { readonly value: unknown } | undefined

interface NameAddr {
  readonly uri: URI
  readonly displayName: string | undefined
  readonly parameters: Record<string, unknown> | undefined
  readonly end: number
}

/** `Name_Addr_Header`: one address, and nothing after it. */
export function quickNameAddr(text: string): NameAddrHeader | undefined {
  const found = readNameAddr(text, 0, asItIs)
  return found?.end === text.length ? header(found) : undefined
}

/** `From` and `To`. The grammar sets the tag after all other parameters, which is their order when written again. */
export function quickParty(text: string): NameAddrHeader | undefined {
  const found = readNameAddr(text, 0, asParty)
  if (found?.end !== text.length) return undefined
  const { parameters } = found
  if (!parameters || !Object.hasOwn(parameters, 'tag')) return header(found)
  const { tag, ...others } = parameters
  const party = header({ ...found, parameters: others })
  party.setParam('tag', tag as string)
  return party
}

/** What the library's message parser expects of headers with several addresses. */
export interface ListedHeader {
  readonly position: number
  readonly offset: number
  readonly parsed: NameAddrHeader
}

export function quickContacts(text: string): ListedHeader[] | undefined {
  // The grammar takes a star at the very beginning for the wildcard, whatever follows.
  return text.startsWith('*') ? undefined : readList(text, asContact)
}

export function quickRecordRoute(text: string): ListedHeader[] | undefined {
  return readList(text, asItIs)
}

function readList(text: string, read: ReadParameter): ListedHeader[] | undefined {
  const list: ListedHeader[] = []
  for (let at = 0; ;) {
    const found = readNameAddr(text, at, read)
    if (!found) return undefined
    // The grammar calls the end `position` and the beginning `offset`.
    list.push({ position: found.end, offset: at, parsed: header(found) })
    if (found.end === text.length) return list
    SEPARATOR.lastIndex = found.end
    if (!SEPARATOR.test(text)) return undefined
    at = SEPARATOR.lastIndex
  }
}

function readNameAddr(text: string, from: number, read: ReadParameter): NameAddr | undefined {
  NAME_ADDR.lastIndex = from
  const match = NAME_ADDR.exec(text)
  const uri = match ? uriOfMatch(match, 3) : undefined
  if (!match || !uri) return undefined
  const displayName = match[1] ?? match[2]
  let end = NAME_ADDR.lastIndex
  let parameters: Record<string, unknown> | undefined
  while (text.charCodeAt(end) === SEMICOLON) {
    PARAMETER.lastIndex = end
    const found = PARAMETER.exec(text)
    const name = found?.[1]?.toLowerCase()
    if (!found || name === undefined) return undefined
    const meant = read(name, found[2])
    if (!meant) return undefined
    parameters ??= {}
    parameters[name] = meant.value
    end = PARAMETER.lastIndex
  }
  return { uri, displayName, parameters, end }
}

const SEMICOLON = 0x3b

function asItIs(_name: string, value: string | undefined): { readonly value: unknown } {
  return { value }
}

function asParty(name: string, value: string | undefined): { readonly value: unknown } | undefined {
  return name === 'tag' && (value === undefined || value.startsWith('"')) ? undefined : { value }
}

function asContact(name: string, value: string | undefined): { readonly value: unknown } | undefined {
  if (name === 'expires') return value !== undefined && /^\d{1,9}$/.test(value) ? { value: Number(value) } : undefined
  if (name !== 'q') return { value }
  if (value === '1' || value === '1.0') return { value }
  return value !== undefined && /^0(?:\.\d{0,3})?$/.test(value) ? { value: parseFloat(value) } : undefined
}

/** The grammar passes `undefined` where the library's types want something. */
function header({ uri, displayName, parameters }: Omit<NameAddr, 'end'>): NameAddrHeader {
  return Reflect.construct(NameAddrHeader, [uri, displayName, parameters]) as NameAddrHeader
}
