import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../../testing/random-runs'
import { parseDialogInfo, type DialogInfo, type WatchedDialog } from './dialog-info'
import { NOTHING_KNOWN, ringingOf, takeNotice, useOf, type WatchedLine } from './watched-line'
import { readXml } from './xml'

const document = (inside: string, attributes = 'version="0" state="full"') =>
  `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:101@pbx">${inside}</dialog-info>`

const RINGING = `
  <dialog id="d1" call-id="a84b4c76e66710" local-tag="as7d" remote-tag="1928" direction="recipient">
    <state event="rejected" code="180">early</state>
    <remote>
      <identity display="Анна &amp; Ко">sip:+79001112233@pbx.example;user=phone</identity>
      <target uri="sip:caller@10.0.0.5:5060;transport=tcp"/>
    </remote>
  </dialog>`

describe('a dialog-info body (RFC 4235)', () => {
  it('[K13] tells of each call its state, its names and the other side', () => {
    expect(parseDialogInfo(document(RINGING, 'version="7" state="partial"'))).toEqual({
      version: 7,
      isFull: false,
      dialogs: [
        {
          id: 'd1',
          state: 'early',
          direction: 'recipient',
          identity: { callId: 'a84b4c76e66710', localTag: 'as7d', remoteTag: '1928' },
          remote: { name: 'Анна & Ко', number: '+79001112233', target: 'sip:caller@10.0.0.5:5060;transport=tcp' },
        },
      ],
    })
  })

  it('[K13] of a line without calls, with a prefix and comments', () => {
    const body = '<!-- x --><di:dialog-info xmlns:di="urn" version="3" state="full" entity="sip:1@a"/><!-- y -->'
    expect(parseDialogInfo(body)).toEqual({ version: 3, isFull: true, dialogs: [] })
  })

  it.each([
    ['nothing', ''],
    ['another document', '<presence version="1" state="full"/>'],
    ['no version', document('', 'state="full"')],
    ['a negative version', document('', 'version="-1" state="full"')],
    ['no such state', document('', 'version="1" state="some"')],
    ['a call without an id', document('<dialog><state>early</state></dialog>')],
    ['a call without a state', document('<dialog id="1"/>')],
    ['an unknown state of a call', document('<dialog id="1"><state>resting</state></dialog>')],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${document('')}`],
    ['an entity of its own', document('<dialog id="1"><state>&early;</state></dialog>')],
    ['a bare ampersand', document('<dialog id="1"><state>early & on</state></dialog>')],
    ['a character that is none', document('<dialog id="&#0;1"><state>early</state></dialog>')],
    ['CDATA', document('<dialog id="1"><state><![CDATA[early]]></state></dialog>')],
    ['an instruction within', document('<?php x?>')],
    ['an end without a begin', `${document('')}</dialog-info>`],
    ['a begin without an end', document('<dialog id="1">').replace('</dialog-info>', '')],
    ['crossed elements', document('<dialog id="1"><state>early</dialog></state>')],
    ['an attribute twice', document('<dialog id="1" id="2"><state>early</state></dialog>')],
    ['two roots', `${document('')}${document('').replace(/^.*\n/, '')}`],
    ['text outside', `${document('')} text`],
    ['too deep', `${'<a>'.repeat(17)}${'</a>'.repeat(17)}`],
    ['too many calls', document('<dialog id="1"><state>early</state></dialog>'.repeat(101))],
    ['too long', document(' '.repeat(70_000))],
    ['an unfinished comment', `${document('')}<!-- ${'-'.repeat(60_000)}`],
    ['an unfinished tag', `<${'a '.repeat(30_000)}`],
  ])('[K13] is none with %s', (_what, body) => {
    expect(parseDialogInfo(body)).toBeNull()
  })

  it.each([
    ['call-id="a;b"', 'a parameter'],
    ['call-id="a&#13;&#10;X: y"', 'a header'],
    ['call-id="a,b"', 'a list'],
    ['local-tag="a b"', 'a blank'],
    ['remote-tag=""', 'nothing'],
  ])('[K13] a name that could become something else in a header of ours is left out: %s', (attribute) => {
    const name = attribute.split('=', 1)[0] ?? ''
    const body = document(RINGING.replace(new RegExp(`${name}="[^"]*"`), attribute))
    expect(parseDialogInfo(body)?.dialogs[0]?.identity).toBeNull()
  })

  it.each([
    ['sip:%2B79001112233@pbx', '+79001112233'],
    ['sip:100%zz@pbx', '100%zz'],
    ['sip:100%0d%0aX@pbx', '100 X'],
    ['tel:+7900', null],
  ])('[K13] the number in %s is %j', (uri, number) => {
    const body = document(RINGING.replace(/>sip:[^<]+</, `>${uri}<`).replace(/<target[^>]+>/, ''))
    expect(parseDialogInfo(body)?.dialogs[0]?.remote.number).toBe(number)
  })

  it('[K13] an address that is none is left out', () => {
    const body = document(
      RINGING.replace('sip:caller@10.0.0.5:5060;transport=tcp', 'https://evil.example/&lt;sip:x@y&gt;'),
    )
    expect(parseDialogInfo(body)?.dialogs[0]?.remote.target).toBeNull()
  })

  it('[K13] whatever comes, the answer comes at once and is a body or nothing', () => {
    const pieces = [
      '<dialog id="1">',
      '</dialog>',
      '<state>',
      'early',
      '</state>',
      '<',
      '>',
      '&',
      '&lt;',
      '"',
      '<!--',
      '-->',
      '<?xml?>',
      '/>',
      ' a="b"',
      '\u0000',
      'я',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 60 }),
        fc.string({ maxLength: 40 }),
        (parts, noise) => {
          const info = parseDialogInfo(document(parts.join('') + noise))
          expect(info === null || info.dialogs.every(({ id }) => id !== '')).toBe(true)
          expect(() => readXml(parts.join(noise))).not.toThrow()
        },
      ),
      randomRuns({ share: 200, full: 20_000 }),
    )
  })
})

const dialog = (id: string, state: WatchedDialog['state'], direction: WatchedDialog['direction'] = 'recipient') =>
  ({
    id,
    state,
    direction,
    identity: { callId: id, localTag: 'l', remoteTag: 'r' },
    remote: { name: null, number: null, target: null },
  }) satisfies WatchedDialog

describe('a line that is watched', () => {
  const after = (...dialogs: WatchedDialog[]) => takeNotice(NOTHING_KNOWN, { version: 0, isFull: true, dialogs }).line

  it.each([
    ['free', []],
    ['free', [dialog('a', 'terminated')]],
    ['ringing', [dialog('a', 'early')]],
    ['ringing', [dialog('a', 'proceeding', null)]],
    ['calling', [dialog('a', 'early', 'initiator')]],
    ['talking', [dialog('a', 'confirmed'), dialog('b', 'early')]],
  ] as const)('[K13] is %s', (use, dialogs) => {
    expect(useOf(after(...dialogs))).toBe(use)
  })

  it('[K13] what rings may be taken also while they talk; what they dialled may not', () => {
    expect(ringingOf(after(dialog('a', 'confirmed'), dialog('b', 'early')))?.id).toBe('b')
    expect(ringingOf(after(dialog('a', 'early', 'initiator')))).toBeNull()
    expect(ringingOf(after({ ...dialog('a', 'early'), identity: null }, dialog('b', 'early')))?.id).toBe('b')
  })

  it('[K13] a lost notice is noticed, an old one is not taken, the same twice changes nothing', () => {
    const notice = (version: number, isFull: boolean, ...dialogs: WatchedDialog[]) => ({ version, isFull, dialogs })
    const first = takeNotice(NOTHING_KNOWN, notice(4, true, dialog('a', 'early'))).line
    const second = takeNotice(first, notice(5, false, dialog('a', 'confirmed')))
    expect([second.isGap, useOf(second.line)]).toEqual([false, 'talking'])
    expect(takeNotice(second.line, notice(5, false, dialog('a', 'confirmed'))).line).toEqual(second.line)
    expect(takeNotice(second.line, notice(4, true, dialog('a', 'early'))).line).toBe(second.line)
    expect(takeNotice(second.line, notice(7, false, dialog('b', 'early'))).isGap).toBe(true)
    expect(takeNotice(NOTHING_KNOWN, notice(0, false, dialog('b', 'early'))).isGap).toBe(true)
  })

  /** A server that says the truth over a wire that does not: what arrives last decides, and a gap is asked about. */
  it('[K13] lost, late, doubled and partial notices come to the truth once it is asked for', () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      state: fc.constantFrom(...(['trying', 'early', 'confirmed', 'terminated'] as const)),
      isFull: fc.boolean(),
      fate: fc.constantFrom(...(['arrives', 'arrives', 'lost', 'late', 'twice'] as const)),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const truth = new Map<string, WatchedDialog>()
        let version = 0
        const full = (): DialogInfo => ({ version: (version += 1), isFull: true, dialogs: [...truth.values()] })
        let line: WatchedLine = NOTHING_KNOWN
        let isAsked = false
        const arrive = (info: DialogInfo): void => {
          const before = line.version ?? -1
          const taken = takeNotice(line, info)
          line = taken.line
          isAsked = (isAsked && !(info.isFull && info.version >= before)) || taken.isGap
          expect(line.version ?? -1).toBeGreaterThanOrEqual(before)
        }
        arrive(full())
        const late: DialogInfo[] = []
        for (const { id, state, isFull, fate } of steps) {
          const changed = dialog(id, state)
          if (state === 'terminated') truth.delete(id)
          else truth.set(id, changed)
          const info: DialogInfo = isFull ? full() : { version: (version += 1), isFull: false, dialogs: [changed] }
          if (fate === 'late') late.push(info)
          else if (fate !== 'lost') for (let times = fate === 'twice' ? 2 : 1; times > 0; times -= 1) arrive(info)
          if (late.length > 2) for (const old of late.splice(0)) arrive(old)
          const isBehind = (line.version ?? -1) < version
          const isTrue = JSON.stringify([...line.dialogs].sort()) === JSON.stringify([...truth].sort())
          // Without a question open and with the latest notice in hand, what is shown is the truth.
          expect(isTrue || isBehind || isAsked).toBe(true)
        }
        for (const old of late) arrive(old)
        arrive(full())
        expect([...line.dialogs].sort()).toEqual([...truth].sort())
      }),
      randomRuns({ share: 300, full: 30_000 }),
    )
  })
})
