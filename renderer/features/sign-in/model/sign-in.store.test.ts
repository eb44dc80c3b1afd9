import type { SignInState } from '#shared/contract/ipc/sign-in'
import { describe, expect, it } from 'vitest'

import { createSignInStore, type Invitation, type SignInDeps } from './sign-in.store'

const NOBODY: SignInState = {
  place: null,
  url: null,
  login: null,
  name: null,
  ended: null,
  toEmpty: [],
  leftBehind: [],
}
const HUB = 'https://hub.firm.ru'
const LOGIN = { kind: 'login', url: HUB, hasPassword: true, providers: [] } as const
const FIRM = { id: 'oidc', name: 'Вход фирмы' }

function setUp(answers: Partial<SignInDeps['requests']> = {}, known: Partial<SignInState> = {}, isEmpty = true) {
  const asked: unknown[] = []
  const refuse = (): never => {
    throw new Error('was not expected')
  }
  const requests: SignInDeps['requests'] = {
    getState: refuse,
    openChoice: refuse,
    workAlone: refuse,
    look: refuse,
    signIn: refuse,
    openBrowser: refuse,
    finishInBrowser: refuse,
    takeJoin: refuse,
    lookUpInvitation: refuse,
    acceptInvitation: refuse,
    signOut: refuse,
    cacheEmptied: refuse,
    forgetLeftBehind: refuse,
    ...answers,
  }
  const signIn = createSignInStore({
    requests: {
      ...requests,
      signIn: (args) => {
        asked.push(args)
        return requests.signIn(args)
      },
    },
    known: { ...NOBODY, ...known },
    emptied: async () => isEmpty,
  })
  return { signIn, asked, now: () => signIn.store.getState() }
}

describe('coming in', () => {
  it('begins with the choice, or with the hub where one worked before', () => {
    expect(setUp().now().step).toEqual({ kind: 'choice' })
    expect(setUp({}, { place: 'alone', url: HUB }).now().step).toEqual({ kind: 'choice' })
    expect(setUp({}, { place: 'team' }).now().step).toEqual({ kind: 'address' })
    expect(setUp({}, { place: 'team', url: HUB }).now().step).toEqual(LOGIN)
  })

  it('goes on to the password where a hub answers, and says what is wrong where none does', async () => {
    const found = setUp({
      look: async () => ({
        kind: 'found',
        url: HUB,
        isSetUp: true,
        hasPassword: true,
        providers: [],
        clockAheadMs: -7,
      }),
    })
    await found.signIn.look('hub.firm.ru')
    expect(found.now()).toEqual({ step: LOGIN, isBusy: false, problem: null, clockAheadMs: -7 })
    const lost = setUp({ look: async () => ({ kind: 'certificate', host: 'hub.firm.ru' }) })
    lost.signIn.goTo({ kind: 'address' })
    await lost.signIn.look('hub.firm.ru')
    expect(lost.now()).toEqual({
      step: { kind: 'address' },
      isBusy: false,
      problem: { kind: 'certificate', host: 'hub.firm.ru' },
      clockAheadMs: 0,
    })
  })

  it('goes to the set-up code where nobody has come in yet', async () => {
    const fresh = setUp({
      look: async () => ({
        kind: 'found',
        url: HUB,
        isSetUp: false,
        hasPassword: true,
        providers: [],
        clockAheadMs: 0,
      }),
    })
    await fresh.signIn.look('hub.firm.ru')
    expect(fresh.now().step).toEqual({ kind: 'invitationCode', url: HUB })
  })

  describe('with the browser', () => {
    const look = async () => ({ ...LOGIN, kind: 'found' as const, isSetUp: true, providers: [FIRM], clockAheadMs: 0 })

    it('offers what the hub says, also of a hub that one worked with before', async () => {
      const { signIn, now } = setUp({ look }, { place: 'team', url: HUB })
      await signIn.toLogin(HUB)
      expect(now().step).toEqual({ ...LOGIN, providers: [FIRM] })
    })

    it('waits for the code, says when it did not fit, and keeps the step', async () => {
      const codes: string[] = []
      const { signIn, now } = setUp({
        look,
        openBrowser: async () => ({ kind: 'opened', expiresAtMs: 1 }),
        finishInBrowser: async ({ code }) => {
          codes.push(code)
          return { kind: code === 'ABCD-2345' ? 'signedIn' : 'unknownAttempt' }
        },
      })
      await signIn.look('hub.firm.ru')
      await signIn.openBrowser(FIRM)
      const waiting = { kind: 'browser', url: HUB, provider: FIRM }
      expect(now().step).toEqual(waiting)
      await signIn.finishInBrowser('ABCD-2346')
      expect(now()).toMatchObject({ step: waiting, isBusy: false, problem: { kind: 'unknownAttempt' } })
      await signIn.finishInBrowser(null)
      expect(now().problem).toEqual({ kind: 'foreignCode' })
      await signIn.finishInBrowser('ABCD-2345')
      expect([codes, now().problem]).toEqual([['ABCD-2346', 'ABCD-2345'], null])
    })

    it('says why no browser opened', async () => {
      const { signIn, now } = setUp({ look, openBrowser: async () => ({ kind: 'providerAway' }) })
      await signIn.look('hub.firm.ru')
      await signIn.openBrowser(FIRM)
      expect(now()).toMatchObject({ step: { kind: 'login' }, problem: { kind: 'providerAway' } })
    })

    it('lets nobody in before the caches of others are empty', async () => {
      const { signIn, now } = setUp({}, {}, false)
      await signIn.finishInBrowser('ABCD-2345')
      expect(now().problem).toEqual({ kind: 'cacheStuck' })
    })
  })

  it('[I7] goes where a link asked for, once the person has agreed', async () => {
    const look = async () => ({ ...LOGIN, kind: 'found' as const, isSetUp: true, providers: [], clockAheadMs: 0 })
    const { signIn, now } = setUp({ look, takeJoin: async () => ({ url: HUB, code: null }) })
    await signIn.takeJoin()
    expect(now().step).toEqual(LOGIN)
    const none = setUp({ takeJoin: async () => null })
    await none.signIn.takeJoin()
    expect(none.now().step).toEqual({ kind: 'choice' })
  })

  it('asks for the code after the right password, sends all of it again, and keeps the step when it is wrong', async () => {
    const { signIn, asked, now } = setUp(
      {
        signIn: async ({ code }) => ({ kind: code === null ? 'codeNeeded' : 'codeWrong' }),
        look: async () => ({ kind: 'unreachable', host: 'hub.firm.ru' }),
      },
      { place: 'team', url: HUB },
    )
    await signIn.signIn('a@firm.ru', 'p')
    expect(now()).toMatchObject({ step: { kind: 'code' }, problem: null, isBusy: false })
    await signIn.sendCode('123 456')
    expect(now()).toMatchObject({ step: { kind: 'code' }, problem: { kind: 'codeWrong' } })
    expect(asked).toEqual([
      { url: HUB, login: 'a@firm.ru', password: 'p', code: null },
      { url: HUB, login: 'a@firm.ru', password: 'p', code: '123 456' },
    ])
    signIn.back()
    expect(now()).toMatchObject({ step: LOGIN, isBusy: false, problem: null })
  })

  it('asks once however often one presses', async () => {
    const { signIn, asked } = setUp({ signIn: async () => ({ kind: 'busy' }) }, { place: 'team', url: HUB })
    await Promise.all([signIn.signIn('a@firm.ru', 'p'), signIn.signIn('a@firm.ru', 'p')])
    expect(asked).toHaveLength(1)
  })

  it('[C9] lets nobody in while something of another person is here', async () => {
    const { signIn, asked, now } = setUp({}, { place: 'team', url: HUB }, false)
    await signIn.signIn('a@firm.ru', 'p')
    expect([now().problem, asked]).toEqual([{ kind: 'cacheStuck' }, []])
  })

  it('follows an invitation to the name and the password', async () => {
    const invitation: Invitation = {
      kind: 'found',
      code: 'c',
      url: HUB,
      login: 'a@firm.ru',
      name: 'Анна',
      role: 'agent',
      teams: [],
    }
    const accepted: unknown[] = []
    const { signIn, now } = setUp({
      lookUpInvitation: async () => invitation,
      acceptInvitation: async (args) => {
        accepted.push(args)
        return { kind: 'weakPassword', problem: 'tooShort' }
      },
    })
    signIn.goTo({ kind: 'invitationCode', url: null })
    await signIn.lookUpInvitation('https://hub.firm.ru/i#c')
    expect(now().step).toEqual({ kind: 'invitation', invitation })
    await signIn.accept({ login: '', name: 'Анна', password: 'x' })
    expect(accepted).toEqual([
      { url: HUB, code: 'c', login: 'a@firm.ru', isLoginOwn: false, name: 'Анна', password: 'x' },
    ])
    expect(now().problem).toEqual({ kind: 'weakPassword', problem: 'tooShort' })
  })
})
