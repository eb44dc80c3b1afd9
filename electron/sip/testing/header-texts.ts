import fc from 'fast-check'

type Text = fc.Arbitrary<string>

const pick = (...texts: string[]): Text => fc.constantFrom(...texts)
/** Right five times of six: a text is made of several parts, and a wrong one anywhere hides the others. */
const mostly = (right: Text, wrong: Text): Text =>
  fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: wrong })
const all = (...parts: (Text | string)[]): Text =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''))
const upTo = (count: number, item: Text): Text => fc.array(item, { maxLength: count }).map((texts) => texts.join(''))
const maybe = (text: Text): Text => fc.oneof(fc.constant(''), text)
const chars = (minLength: number, maxLength: number, set: string): Text =>
  fc.string({ minLength, maxLength, unit: fc.constantFrom(...set) })

/** What has a meaning somewhere in a header, and what has none anywhere. */
export const oddText: Text = fc.oneof(
  chars(1, 3, ' \t"<>;,:@?=%&$/\\[]{}()|^`\'~*!#éЖ\r\n\0\x7f'),
  fc.string({ maxLength: 3, unit: 'binary' }),
)
const token = chars(1, 6, "abzAZ019-.!%*_+`'~")
const quoted = all('"', mostly(chars(0, 6, "ab 1,;<>@='.éЖ"), chars(0, 6, 'a\\"%\t\r\n\0')), '"')
const blank = mostly(pick(''), pick(' ', '  ', '\t'))

const host = mostly(
  pick('a.invalid', '127.0.0.1', '255.249.99.9', 'kamailio.example', 'b', 'a_b.c-d', '9.a'),
  fc.oneof(
    token,
    pick('256.1.1.1', '1.2.3', '01.2.3.4', '1.2.3.4.5', 'a.b_c', '-a.b', 'a-', 'a.', '[::1]', 'a.9', 'a..b'),
  ),
)
const port = mostly(pick('', ':5060', ':0', ':65535', ':007'), pick(':', ':123456', ': 5', ':a'))
const user = mostly(
  fc.oneof(
    pick('alice', '+7(495)1', 'a;b=c', 'a?b', 'a,b', 'a/b', '%2B7', 'a%20b', '%D0%B6'),
    chars(1, 6, "ab1-_.!~*'()&=+$,;?/"),
  ),
  pick('a:pw', 'a@b', '', '%', '%F', '%ff', 'a b', 'Ж', 'a:'),
)
const uriParameter = mostly(
  fc.oneof(
    pick(
      ';lr',
      ';lr=on',
      ';LR',
      ';transport=tcp',
      ';transport=TLS',
      ';Transport=wss',
      ';user=phone',
      ';user=IP',
      ';ob',
    ),
    pick(
      ';alias=1.2.3.4~5~1',
      ';A=1;a=2',
      ';gr=urn:uuid:x',
      ';__proto__=x',
      ';constructor=y',
      ';a=b:c',
      ';r2=on',
      ';q=1',
    ),
    all(';', chars(1, 5, 'abAZ09_.+-'), '=', chars(1, 5, "abAZ09-_.!~*'()+$&/:")),
  ),
  fc.oneof(
    pick(
      ';lr=off',
      ';lrx',
      ';transport=tcpx',
      ';transport',
      ';transport=x',
      ';user=x',
      ';user',
      ';method=INVITE',
      ';ttl=3',
    ),
    pick(';maddr=1.2.3.4', ';;', ';a=', ';a=%41', ';[a]=1', ';a=[b]', '; a=b', ';a=b@c'),
    all(';', token, '=', token),
    all(';', oddText),
  ),
)
const uri = all(
  mostly(pick('sip:', 'sips:'), pick('SIP:', 'sipx:', 'tel:', 'sip: ')),
  maybe(all(user, '@')),
  host,
  port,
  upTo(3, uriParameter),
  mostly(pick(''), pick('?a=b', '?', '?a=b@c')),
)

const parameter = mostly(
  fc.oneof(
    pick(
      ';tag=abc',
      ';TAG=d',
      ';tag=a;x;tag=b',
      ';q=0.5',
      ';q=1',
      ';q=1.0',
      ';q=0.50',
      ';Q=0',
      ';q=0.',
      ';expires=0600',
    ),
    pick(';rport', ';rport=5', ';received=1.2.3.4', ';branch=z9hG4bK1', ';alias', ';__proto__=x', ';Branch=a', ';qx=1'),
    all(';', chars(1, 4, 'abAZ09-+._'), maybe(all('=', fc.oneof(token, quoted)))),
  ),
  fc.oneof(
    pick(
      ';tag',
      ';tag="x"',
      ';q=0.1234',
      ';q=x',
      ';q',
      ';expires=6x',
      ';expires',
      ';expires="1"',
      ';expires=99999999999',
    ),
    pick(
      ';rport=',
      ';rport=a',
      ';received=::1',
      ';received=[::1]',
      ';received=a.b',
      ';ttl=1',
      ';maddr=1.1.1.1',
      ';branch',
    ),
    pick(';branch="a"', ' ; a = b', ';a=[::1]', ';a=b c', ';a="b"c', ';a=', ';;'),
    all(';', oddText),
  ),
)
const displayName = mostly(
  fc.oneof(all(quoted, blank), all(token, pick('', ' ')), all(token, ' ', token, pick('', ' ')), pick('')),
  pick('sip ', '"', '"a" b ', 'a  b ', 'a\tb ', '"a""b"', 'Ж '),
)
const nameAddr = mostly(all(displayName, '<', uri, '>', blank, upTo(3, parameter)), all(uri, upTo(2, parameter)))

const method = mostly(
  pick('INVITE', 'ACK', 'PRACK', 'INFO', 'MESSAGE', 'REGISTER', 'UPDATE', 'BYE'),
  pick('INVITEX', 'ACKS', 'FOO', 'invite', 'B%', ''),
)
const challengeParameter = mostly(
  fc.oneof(
    all(pick('realm=', 'nonce=', 'opaque=', 'x=', 'Realm=', 'cnonce='), quoted),
    all(pick('x=', 'realmx=', 'charset='), token),
    pick(
      'algorithm=MD5',
      'algorithm="x"',
      'Algorithm=Md5',
      'qop="auth"',
      'qop="auth,auth-int"',
      'stale=true',
      'stale=FALSE',
    ),
  ),
  fc.oneof(
    all(pick('realm=', 'nonce=', 'qop=', 'stale=', 'algorithm='), fc.oneof(token, quoted)),
    pick(
      'algorithm=MD5-sess',
      'qop="auth, auth-int"',
      'qop="AUTH"',
      'qop=auth',
      'qop="authx"',
      'stale="true"',
      'stale=truex',
    ),
    pick('domain="sip:a"', 'domain="/a"', 'x', 'x=', '', 'x = "y"'),
  ),
)
const challenge = all(
  mostly(pick('Digest '), pick('digest ', 'Digest  ', 'Basic ', 'Digest')),
  fc
    .tuple(fc.array(challengeParameter, { maxLength: 4 }), pick(', ', ',', ' , ', ',  '))
    .map(([parameters, comma]) => parameters.join(comma)),
)
const separator = mostly(pick(',', ', ', ',  '), pick(' ,', ' , ', ';', ',\t'))

/** For each rule of the grammar, texts near what is read quickly: many right, many wrong in one place. */
export const headerTexts: Readonly<Record<string, Text>> = {
  Request_Response: fc.oneof(
    all(
      mostly(pick('SIP/2.0 '), pick('sip/2.0 ', 'SIP/3.0 ', 'SIP/2.0  ')),
      mostly(pick('100 ', '200 ', '603 '), pick('99 ', '1000 ', '2x0 ', '200')),
      mostly(pick('OK', 'Trying', 'Не найдено', '', 'x(y)'), fc.oneof(pick('a"b', 'Try %41', 'a\tb'), oddText)),
    ),
    all(
      method,
      ' ',
      mostly(pick('sip:abc@abc.invalid', 'sip:+7@1.2.3.4'), uri),
      mostly(pick(' SIP/2.0'), pick(' SIP/2.1', '  SIP/2.0')),
    ),
  ),
  Via: all(
    mostly(pick('SIP/2.0/'), pick('SIP / 2.0 / ', 'sip/2.0/', 'SIP/3.0/')),
    mostly(pick('TCP', 'UDP', 'WS', 'WSS', 'TLS'), pick('tcp', 'TLS-SCTP', 'TCPX', 'SCTP')),
    mostly(pick(' ', '  '), pick('\t', '')),
    host,
    port,
    upTo(4, parameter),
    mostly(pick(''), pick(', SIP/2.0/TCP b', ' ')),
  ),
  From: nameAddr,
  To: nameAddr,
  Name_Addr_Header: nameAddr,
  Contact: fc.oneof(nameAddr, all(nameAddr, separator, nameAddr), mostly(nameAddr, pick('*', ''))),
  Record_Route: fc.oneof(nameAddr, all(nameAddr, separator, nameAddr)),
  SIP_URI: uri,
  CSeq: all(
    mostly(pick('1', '00012', '4294967295'), pick('99999999999999', 'x', '')),
    mostly(pick(' '), pick('  ', '\t', '')),
    method,
  ),
  Call_ID: mostly(all(token, maybe(all('@', host))), fc.oneof(all(token, oddText), fc.string({ maxLength: 8 }))),
  Content_Length: mostly(pick('0', '12', '007'), fc.oneof(pick('', '-1', '1 ', '99999999999'), oddText)),
  Max_Forwards: mostly(pick('70', '0', '255'), fc.oneof(pick(' 7', '7.0'), oddText)),
  Content_Type: mostly(
    all(pick('application', 'text', 'message', 'multipart'), '/', chars(1, 5, 'abAZ09.+-')),
    fc.oneof(
      pick('applicationx/y', 'image/png', 'multipart/mixed;boundary=x', 'text / x'),
      all('text/', token),
      oddText,
    ),
  ),
  WWW_Authenticate: challenge,
  Proxy_Authenticate: challenge,
}
