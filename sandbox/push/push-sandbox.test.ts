import { createECDH, createPrivateKey, sign } from 'node:crypto'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { startPushSandbox, type PushBrowser, type PushSandbox } from '.'
import { decrypt } from './decrypt'

const bytes = (text: string) => Buffer.from(text, 'base64url')
const own = createECDH('prime256v1')
own.generateKeys()
const publicKey = own.getPublicKey().toString('base64url')
let service: PushSandbox
let browser: PushBrowser

beforeEach(async () => {
  service = await startPushSandbox()
  browser = service.subscribe(publicKey)
})
afterEach(() => service.stop())

/** RFC 8291, 5. */
const EXAMPLE = bytes(
  'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
)

it('[N1] decrypts the example of RFC 8291, and nothing that was altered', () => {
  const keys = {
    publicKey: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    privateKey: bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  }
  expect(decrypt(EXAMPLE, keys)).toBe('When I grow up, I want to be a watermelon')
  const altered = Buffer.from(EXAMPLE)
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  expect(() => decrypt(altered, keys)).toThrow()
})

function token(claims: object): string {
  const [x, y] = [own.getPublicKey().subarray(1, 33), own.getPublicKey().subarray(33)]
  const [xText, yText] = [x.toString('base64url'), y.toString('base64url')]
  const d = own.getPrivateKey().toString('base64url')
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x: xText, y: yText, d }, format: 'jwk' })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const said = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' })
  return `${said}.${signature.toString('base64url')}`
}

const good = () => ({ aud: service.url, exp: Math.floor(Date.now() / 1000) + 3_600, sub: 'https://romashka.ru' })
const head = (claims: object = good(), key = publicKey): Record<string, string> => ({
  authorization: `vapid t=${token(claims)}, k=${key}`,
  ttl: '60',
  'content-encoding': 'aes128gcm',
})
const without = (name: string) => Object.fromEntries(Object.entries(head()).filter(([each]) => each !== name))
const post = async (headers: Record<string, string>, body = new Uint8Array(200)) =>
  (await fetch(browser.subscription.endpoint, { method: 'POST', headers, body })).status

it('[N1] takes nothing from whom the browser did not subscribe for, or who is not believed', async () => {
  expect(await post(without('authorization'))).toBe(401)
  const stranger = createECDH('prime256v1')
  stranger.generateKeys()
  expect(await post(head(good(), stranger.getPublicKey().toString('base64url')))).toBe(403)
  for (const wrong of [{ aud: 'https://other.example' }, { exp: 1 }, { exp: good().exp + 90_000 }, { sub: 'anna' }])
    expect([wrong, await post(head({ ...good(), ...wrong }))]).toEqual([wrong, 403])
})

it('[N1] says what is missing: TTL, the encoding, a topic that is one; and how much is too much', async () => {
  expect(await post(without('ttl'))).toBe(400)
  expect(await post({ ...head(), 'content-encoding': 'aesgcm' })).toBe(415)
  expect(await post({ ...head(), topic: 'x'.repeat(33) })).toBe(400)
  expect(await post({ ...head(), urgency: 'now' })).toBe(400)
  expect(await post(head(), new Uint8Array(4097))).toBe(413)
  browser.unsubscribe()
  expect(await post(head())).toBe(410)
})
