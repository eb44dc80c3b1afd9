import { describe, expect, it } from 'vitest'

import { sipAccountInput } from '#shared/contract/ipc/sip'
import type { SipAccountId } from '#shared/domain/ids'

import { aLine } from '../../../testing/a-call'
import {
  emptyForm,
  formOf,
  inputOf,
  mangoForm,
  parseSipForm,
  withAddress,
  withTransport,
  type SipForm,
} from './sip-form'

const ID = '01890000-0000-7000-8000-000000000001' as SipAccountId
const filled: SipForm = { ...emptyForm(ID), user: '101', domain: 'sip.example.ru', password: 'secret' }

describe('a line at MANGO OFFICE', () => {
  it('[K8] is UDP with plain RTP to the product’s own domain, and a pasted address fills the rest', () => {
    const form = withAddress(mangoForm(filled), 'ivan@vpbx400000001.mangosip.ru')
    const domain = 'vpbx400000001.mangosip.ru'
    expect(form).toMatchObject({ user: 'ivan', domain, host: domain, transport: 'udp', media: 'rtp', port: '5060' })
    expect(form && parseSipForm(form)).toMatchObject({ ok: true, value: { host: domain, port: 5060, media: 'rtp' } })
  })

  it('[K8] keeps a domain of its own that was typed, and asks for one in place of another’s', () => {
    expect(mangoForm({ ...filled, domain: 'company.mangosip.ru' })).toMatchObject({
      domain: 'company.mangosip.ru',
      host: 'company.mangosip.ru',
      password: 'secret',
    })
    expect(parseSipForm(mangoForm(filled))).toMatchObject({ ok: false, error: { domain: 'required' } })
  })
})

describe('an address pasted whole', () => {
  it.each([
    [
      '101@sip.example.ru',
      { user: '101', domain: 'sip.example.ru', host: 'sip.example.ru', transport: 'wss', port: '' },
    ],
    ['sip:101@sip.example.ru;transport=tls', { user: '101', domain: 'sip.example.ru', transport: 'tls', port: '' }],
    ['sip:anna@pbx.example;transport=udp', { user: 'anna', domain: 'pbx.example', transport: 'udp', port: '' }],
    ['<sip:anna@10.0.0.5:5070;transport=TCP>', { user: 'anna', domain: '10.0.0.5', transport: 'tcp', port: '5070' }],
    [
      'wss://pbx.example.ru:7443/ws',
      { host: 'pbx.example.ru', transport: 'wss', port: '7443', webSocketPath: '/ws', user: '' },
    ],
    ['ws://127.0.0.1', { host: '127.0.0.1', transport: 'ws', port: '', webSocketPath: '/' }],
  ])('%s fills what it names', (text, expected) => {
    expect(withAddress(emptyForm(ID), text)).toMatchObject(expected)
  })

  it('leaves a server that was typed', () => {
    expect(withAddress({ ...emptyForm(ID), host: 'proxy.example.ru' }, '101@sip.example.ru')?.host).toBe(
      'proxy.example.ru',
    )
  })

  it.each(['101', 'sip.example.ru', 'a b@c', ''])('«%s» is no address and is pasted as it is', (text) => {
    expect(withAddress(emptyForm(ID), text)).toBeNull()
  })
})

it('[K8] begins without a port, drops the usual one with its transport, and leaves any other', () => {
  expect(emptyForm(ID).port).toBe('')
  expect(withTransport({ ...emptyForm(ID), transport: 'tcp', port: '5060' }, 'wss').port).toBe('')
  expect(withTransport({ ...emptyForm(ID), port: '7443' }, 'tcp').port).toBe('7443')
})

it('[K8] lets a kind of sound that nobody chose follow the transport, and leaves a chosen one', () => {
  expect(emptyForm(ID).media).toBe('webrtc')
  const desk = withTransport(emptyForm(ID), 'udp')
  expect(desk.media).toBe('rtp')
  expect(withTransport({ ...desk, media: 'srtp' }, 'tls').media).toBe('srtp')
  expect(withAddress(desk, 'wss://pbx.example.ru/ws')?.media).toBe('webrtc')
})

describe('the form as submitted', () => {
  it('is what main accepts', () => {
    const parsed = parseSipForm(filled)
    expect(parsed).toEqual({
      ok: true,
      value: {
        id: ID,
        label: '',
        transport: 'wss',
        media: 'webrtc',
        host: 'sip.example.ru',
        port: null,
        outboundProxy: null,
        pickupCode: null,
        webSocketPath: '/',
        domain: 'sip.example.ru',
        user: '101',
        authUser: null,
        displayName: null,
        isEnabled: true,
        pinnedFingerprint: null,
        authorityPem: null,
        password: 'secret',
      },
    })
    if (parsed.ok) expect(sipAccountInput.safeParse(parsed.value).success).toBe(true)
  })

  it('[K8] leaves the port to the records of the domain, and takes an outbound proxy', () => {
    const parsed = parseSipForm({ ...filled, transport: 'udp', port: ' ', outboundProxy: 'proxy.example.ru:5080' })
    expect(parsed).toMatchObject({ ok: true, value: { port: null, outboundProxy: 'proxy.example.ru:5080' } })
    if (parsed.ok) expect(sipAccountInput.safeParse(parsed.value).success).toBe(true)
  })

  it('[K8] names the company’s authority only where there are certificates', () => {
    const known = { ...filled, authorityPem: 'PEM' }
    expect(parseSipForm({ ...known, transport: 'tls' })).toMatchObject({ ok: true, value: { authorityPem: 'PEM' } })
    expect(parseSipForm({ ...known, transport: 'udp' })).toMatchObject({ ok: true, value: { authorityPem: null } })
  })

  it('keeps the stored password when none was typed', () => {
    const parsed = parseSipForm({ ...filled, password: '', hasPassword: true })
    expect(parsed.ok && parsed.value.password).toBeNull()
  })

  it.each([
    ['user', '', 'required'],
    ['user', 'a@b', 'user'],
    ['domain', '', 'required'],
    ['domain', 'sip example', 'host'],
    ['host', 'http://pbx', 'host'],
    ['port', '70000', 'port'],
    ['outboundProxy', 'sip:proxy', 'hostPort'],
    ['outboundProxy', 'proxy.example.ru:0', 'hostPort'],
    ['port', '50a', 'port'],
    ['webSocketPath', 'ws', 'path'],
    ['password', '', 'passwordMissing'],
    ['label', 'x'.repeat(81), 'tooLong'],
  ] as const)('%s «%s» is refused in place: %s', (field, value, error) => {
    expect(parseSipForm({ ...filled, [field]: value })).toEqual({ ok: false, error: { [field]: error } })
  })

  it('names every wrong field at once', () => {
    const parsed = parseSipForm({ ...emptyForm(ID), port: '0' })
    expect(parsed).toEqual({
      ok: false,
      error: { user: 'required', domain: 'required', port: 'port', password: 'passwordMissing' },
    })
  })
})

it('switches a stored line without touching the rest', () => {
  const { account } = aLine({ kind: 'off' })
  const { hasPassword, ...rest } = account
  expect(inputOf(account, false)).toEqual({ ...rest, isEnabled: false, password: null })
  expect(formOf(account)).toMatchObject({ port: '443', authUser: '', password: '', hasPassword })
})
