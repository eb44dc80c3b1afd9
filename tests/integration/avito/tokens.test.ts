import { afterEach, describe, expect, it } from 'vitest'

import { aMessageId, giveConsent, isReceiving, makeRig, type Rig } from './rig'

let rig: Rig
afterEach(() => rig.stop())

const REDIRECT = 'http://127.0.0.1:9/oauth/callback'

async function partner(): Promise<Rig> {
  return makeRig({ mode: 'partner', prepare: (sandbox) => sandbox.control.setRedirectUrl(REDIRECT) })
}

async function authorise({ channel }: Rig): Promise<void> {
  const address = await channel.beginAuthorisation()
  const query = await giveConsent(address ?? '', 'allow')
  expect(channel.ownsState(query['state'] ?? '')).toBe(true)
  expect(await channel.finishAuthorisation(query)).toEqual({ kind: 'authorised' })
  expect(channel.ownsState(query['state'] ?? '')).toBe(false)
}

describe('an own account', () => {
  it('[A2] needs no consent, and gets a new token when the old one has expired', async () => {
    rig = await makeRig()
    const { sandbox, channel } = rig
    expect(await channel.beginAuthorisation()).toBeNull()
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    await channel.markRead(chatId)
    await sandbox.control.advanceClock(25 * 3_600_000)
    expect(await channel.markRead(chatId)).toEqual({ kind: 'done' })
    expect((await sandbox.control.stats()).tokensIssued).toBe(2)
  })

  it('[A21] says that the key pair is wrong', async () => {
    rig = await makeRig({ secret: 'wrong' })
    const { host, channel } = rig
    channel.start()
    await host.until(() => host.health?.kind === 'needsAuthorisation')
    expect(host.health).toEqual({ kind: 'needsAuthorisation', reason: 'wrongCredentials' })
  })
})

describe('a partner application', () => {
  it('[AV-08] [AV-11] [A2] [A3] waits for consent, then receives and knows the account', async () => {
    rig = await partner()
    const { host, channel, sandbox } = rig
    channel.start()
    await host.until(() => host.health?.kind === 'needsAuthorisation')
    expect(host.health).toEqual({ kind: 'needsAuthorisation', reason: 'neverAuthorised' })
    await authorise(rig)
    await host.until(() => isReceiving(host))
    expect(host.account?.externalId).toBe(String(sandbox.userId))
  })

  it('[A2] tells a refusal from a failure', async () => {
    rig = await partner()
    const { channel } = rig
    const query = await giveConsent((await channel.beginAuthorisation()) ?? '', 'deny')
    expect(await channel.finishAuthorisation(query)).toEqual({ kind: 'declined' })
    expect(await channel.finishAuthorisation(query)).toMatchObject({ kind: 'failed' })
    const again = await giveConsent((await channel.beginAuthorisation()) ?? '', 'allow')
    expect(await channel.finishAuthorisation({ ...again, code: 'code-unknown' })).toMatchObject({ kind: 'failed' })
  })

  it('refreshes once for many requests, saves the pair before it is used, and never uses a refresh token twice', async () => {
    rig = await partner()
    const { host, channel, sandbox } = rig
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    await authorise(rig)
    await channel.markRead(chatId)
    await sandbox.control.expireAccessTokens()
    const before = await sandbox.control.stats()
    let isSaved = false
    host.beforeSaveSecret = async () => {
      // Nothing but /token may have been asked for between the refusals and the save.
      expect((await sandbox.control.stats()).tokensIssued).toBe(before.tokensIssued + 1)
      isSaved = true
    }
    const results = await Promise.all(Array.from({ length: 8 }, () => channel.markRead(chatId)))
    expect(results).toEqual(Array.from({ length: 8 }, () => ({ kind: 'done' })))
    expect(isSaved).toBe(true)
    expect((await sandbox.control.stats()).tokensIssued).toBe(before.tokensIssued + 1)
    const refreshTokens = host.savedSecrets.map(
      (secret) => (JSON.parse(secret) as { refreshToken: string }).refreshToken,
    )
    expect(new Set(refreshTokens).size).toBe(2)
    host.beforeSaveSecret = () => Promise.resolve()
    await sandbox.control.expireAccessTokens()
    expect(await channel.markRead(chatId)).toEqual({ kind: 'done' })
  })

  it('keeps a renewed pair that could not be saved, and saves it before anything else', async () => {
    rig = await partner()
    const { host, channel, sandbox } = rig
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    await authorise(rig)
    await sandbox.control.expireAccessTokens()
    host.beforeSaveSecret = () => Promise.reject(new Error('disk full'))
    expect(await channel.markRead(chatId)).toMatchObject({ kind: 'retry' })
    host.beforeSaveSecret = () => Promise.resolve()
    expect(await channel.markRead(chatId)).toEqual({ kind: 'done' })
  })

  it('[A5] [A21] asks for consent again once the refresh is refused, and recovers by it', async () => {
    rig = await partner()
    const { host, channel, sandbox } = rig
    await authorise(rig)
    channel.start()
    await host.until(() => isReceiving(host))
    await sandbox.control.revokeRefreshTokens()
    await sandbox.control.expireAccessTokens()
    await host.until(() => host.health?.kind === 'needsAuthorisation')
    expect(host.health).toEqual({ kind: 'needsAuthorisation', reason: 'expired' })
    expect(
      await channel.send({ id: aMessageId(), chatExternalId: 'x', content: { kind: 'text', text: 'Алло' } }),
    ).toEqual({
      kind: 'refused',
      reason: 'notAuthorised',
      detail: null,
    })
    await authorise(rig)
    await host.until(() => isReceiving(host))
  })

  it('goes on with the saved pair after a restart', async () => {
    rig = await partner()
    const { host, sandbox } = rig
    await authorise(rig)
    rig.channel.dispose()
    const issued = (await sandbox.control.stats()).tokensIssued
    const again = rig.restart()
    again.start()
    await host.until(() => isReceiving(host))
    expect((await sandbox.control.stats()).tokensIssued).toBe(issued)
  })
})
