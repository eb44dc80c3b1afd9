import { describe, expect, it } from 'vitest'

import type { DeskCall } from '#shared/domain/desk-phone/desk-phone-state'
import { DESK_PHONE_MODELS, type DeskPhoneModel } from '#shared/domain/desk-phone/models'
import { err, ok, type Result } from '#shared/lib/result'
import { createPhoneClient } from './create-client'
import { findModel } from './find-model'
import type { PhoneClient } from './phone-client'
import type { PhoneAnswer, PhoneWire, WireFailure } from './phone-wire'

const BASIC = `Basic ${Buffer.from('admin:s&cret').toString('base64')}`
const SUCCESS = '{"response":"success","body":true}'

class FakeWire implements PhoneWire {
  readonly refusedFingerprint = () => null
  readonly asked: (readonly [string, string | null])[] = []
  answer: (path: string) => Result<PhoneAnswer, WireFailure> = () => ok({ status: 200, body: SUCCESS })

  async get(path: string, authorization: string | null) {
    this.asked.push([path, authorization])
    return this.answer(path)
  }
}

function call(key: string): DeskCall {
  return {
    key,
    direction: 'incoming',
    number: '100',
    phase: 'ringing',
    isHeldThere: false,
    sinceMs: 0,
    talkSinceMs: null,
    heardAtMs: 0,
    holdHeardAtMs: null,
    isSure: true,
  }
}

async function pathOf(model: DeskPhoneModel, act: (client: PhoneClient) => Promise<unknown>): Promise<string> {
  const wire = new FakeWire()
  await act(createPhoneClient(model, wire, { user: 'admin', password: 's&cret' }))
  expect(wire.asked).toHaveLength(1)
  const [path, authorization] = wire.asked[0] ?? ['', null]
  expect(authorization).toBe(model === 'grandstream-gxp1620' ? null : BASIC)
  return path
}

const KNOWN = call('id:10001')
const ACTS: readonly (readonly [string, (client: PhoneClient) => Promise<unknown>, Record<DeskPhoneModel, string>])[] =
  [
    [
      'dial',
      (client) => client.dial('89172041833'),
      {
        'yealink-t31': '/servlet?key=number=89172041833',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=SPEAKER;89172041833;ENTER',
        'grandstream-gxp1620': '/cgi-bin/api-make_call?phonenumber=89172041833&account=0&password=s%26cret',
      },
    ],
    [
      'answer',
      (client) => client.answer(KNOWN),
      {
        'yealink-t31': '/servlet?key=ASW%3A10001',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=F_ACCEPT',
        'grandstream-gxp1620': '/cgi-bin/api-phone_operation?cmd=acceptcall&passcode=s%26cret',
      },
    ],
    [
      'reject',
      (client) => client.reject(KNOWN),
      {
        'yealink-t31': '/servlet?key=CANCEL%3A10001',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=X',
        'grandstream-gxp1620': '/cgi-bin/api-phone_operation?cmd=rejectcall&passcode=s%26cret',
      },
    ],
    [
      'hang up',
      (client) => client.hangUp(KNOWN),
      {
        'yealink-t31': '/servlet?key=CALLEND',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=RELEASE',
        'grandstream-gxp1620': '/cgi-bin/api-phone_operation?cmd=endcall&passcode=s%26cret',
      },
    ],
    [
      'take back from hold',
      (client) => client.setHeld(KNOWN, false),
      {
        'yealink-t31': '/servlet?key=UNHOLD%3A10001',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=F_HOLD',
        'grandstream-gxp1620': '/cgi-bin/api-phone_operation?cmd=holdcall&passcode=s%26cret',
      },
    ],
    [
      'press the microphone’s key',
      (client) => client.toggleMute(),
      {
        'yealink-t31': '/servlet?key=MUTE',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=F_MUTE',
        'grandstream-gxp1620': '/cgi-bin/api-send_key?keys=MUTE&passcode=s%26cret',
      },
    ],
    [
      'send tones',
      (client) => client.sendDigits('1*#'),
      {
        'yealink-t31': '/servlet?key=1;*;POUND',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=1*;POUND',
        'grandstream-gxp1620': '/cgi-bin/api-send_key?keys=1:STAR:POUND&passcode=s%26cret',
      },
    ],
    [
      'transfer',
      (client) => client.transfer(KNOWN, '202'),
      {
        'yealink-t31': '/servlet?key=F_TRANSFER;2;0;2;OK',
        'fanvil-x3s': '/cgi-bin/ConfigManApp.com?key=F_TRANSFER;202;OK',
        'grandstream-gxp1620': '/cgi-bin/api-send_key?keys=TRANS:2:0:2:SEND&passcode=s%26cret',
      },
    ],
  ]

describe('[D1] [D3] how each model is told to', () => {
  it.each(ACTS)('%s', async (_name, act, wanted) => {
    for (const model of DESK_PHONE_MODELS) expect([model, await pathOf(model, act)]).toEqual([model, wanted[model]])
  })

  it('a Yealink that told no number of a call is pressed as by hand', async () => {
    const unknown = call('number:100')
    expect(await pathOf('yealink-t31', (client) => client.answer(unknown))).toBe('/servlet?key=OK')
    expect(await pathOf('yealink-t31', (client) => client.setHeld(unknown, true))).toBe('/servlet?key=F_HOLD')
  })
})

describe('what a refusal means', () => {
  it.each([
    [ok({ status: 401, body: '' }), 'wrongPassword'],
    [ok({ status: 403, body: '' }), 'notAllowed'],
    [ok({ status: 404, body: '' }), 'otherModel'],
    [ok({ status: 500, body: '' }), 'refused'],
    [err('unreachable' as const), 'unreachable'],
    [err('noAnswer' as const), 'noAnswer'],
  ])('%o is %s', async (answer, reason) => {
    for (const model of DESK_PHONE_MODELS) {
      const wire = new FakeWire()
      wire.answer = () => answer
      expect(await createPhoneClient(model, wire, { user: 'u', password: 'p' }).check()).toEqual(err(reason))
    }
  })

  it('Grandstream says it inside of its 200', async () => {
    const wire = new FakeWire()
    const client = createPhoneClient('grandstream-gxp1620', wire, { user: '', password: 'p' })
    wire.answer = () => ok({ status: 200, body: '{"response":"error","body":"?"}' })
    expect([await client.check(), await client.dial('1')]).toEqual([err('wrongPassword'), err('refused')])
    wire.answer = () => ok({ status: 200, body: '<html>' })
    expect(await client.check()).toEqual(err('otherModel'))
  })

  it('what else may stand there is asked for without any password', async () => {
    const wire = new FakeWire()
    wire.answer = (path) => ok({ status: path.includes('api-') ? 200 : 404, body: '' })
    expect(await findModel(wire, 'yealink-t31')).toBe('grandstream-gxp1620')
    expect(wire.asked.every(([, authorization]) => authorization === null)).toBe(true)
    wire.answer = () => ok({ status: 404, body: '' })
    expect(await findModel(wire, 'yealink-t31')).toBeNull()
  })
})
