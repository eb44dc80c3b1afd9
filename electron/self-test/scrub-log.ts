/** Fields of a line whose value is a word of the program, a number or an id; whatever else stands there is left out. */
const WORD_FIELDS: ReadonlySet<string> = new Set([
  ...[
    'accountId',
    'attempt',
    'callId',
    'code',
    'count',
    'delayMs',
    'electron',
    'errorId',
    'exitCode',
    'from',
    'generation',
  ],
  ...['kind', 'layer', 'ms', 'opening', 'phase', 'platform', 'problem', 'reason', 'role', 'signal', 'sound', 'state'],
  ...['status', 'to', 'trouble', 'version'],
])
const ERROR_FIELDS: ReadonlySet<string> = new Set(['error', 'cause'])

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z?) (error|warn|info|debug) \[([a-z][a-z. -]{0,60})\] (.*)$/
const FIELD = / ([a-zA-Z]{1,24})=/g
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NUMBER = /^-?\d{1,7}(\.\d{1,4})?$/
const VERSION = /^\d{1,3}(\.\d{1,5}){1,3}$/
const WORD = /^[a-z][a-zA-Z]{0,29}$/
/** A message is a sentence of the source: small letters, and these. */
const SENTENCE_WORD = /^([a-z'’-]{1,20}|\d{1,4}|Otklik|SIP|PBX|JSON|TLS|IPC|RTP|OTKLIK_[A-Z_]+)[,.:;]?$/
const ERROR_NAME = /^([A-Z][A-Za-z]{0,30})?(Error|Exception|Gone):?$/
const ERROR_CODE = /^(net::)?(E[A-Z]{3,16}|ERR_[A-Z0-9_]{2,40})[,.:;)]?$/
const FRAME = /([\w-]{1,40}\.[cm]?[jt]s):(\d{1,6}):(\d{1,6})/g
const LEFT_OUT = '…'

/**
 * A log as it may leave this computer. What is kept is what the program itself can have written: times, levels, sentences
 * of the source, and of the known fields words, numbers and ids. Names, numbers, texts and secrets have no way through.
 */
export function scrubLog(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [scrubLine(line)]))
    .join('\n')
}

function scrubLine(line: string): string {
  const [, at, level, name, rest] = LINE.exec(line) ?? []
  if (at === undefined || level === undefined || name === undefined || rest === undefined) return LEFT_OUT
  const fields = [...rest.matchAll(FIELD)]
  const message = rest.slice(0, fields[0]?.index ?? rest.length)
  const kept = fields.map((field, index) => {
    const key = field[1] ?? ''
    const value = rest.slice(field.index + field[0].length, fields[index + 1]?.index ?? rest.length)
    return valueOf(key, value)
  })
  return [at, level, `[${name}]`, sentence(message), ...kept.filter((each) => each !== null)].join(' ')
}

function sentence(message: string): string {
  return message
    .split(' ')
    .map((word) => (SENTENCE_WORD.test(word) ? word : LEFT_OUT))
    .join(' ')
}

/** `null`: a field that nobody has looked at. */
function valueOf(key: string, value: string): string | null {
  if (key === 'stack') return `stack=${[...value.matchAll(FRAME)].map(([frame]) => frame).join(' < ')}`
  if (ERROR_FIELDS.has(key)) {
    const told = value.split(/\s+/).filter((word) => ERROR_NAME.test(word) || ERROR_CODE.test(word))
    return `${key}=${told.join(' ') || LEFT_OUT}`
  }
  if (!WORD_FIELDS.has(key)) return null
  const isPlain = [UUID, NUMBER, VERSION, WORD].some((shape) => shape.test(value))
  return `${key}=${isPlain ? value : LEFT_OUT}`
}
