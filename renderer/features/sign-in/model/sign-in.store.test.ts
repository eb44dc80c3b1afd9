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
const LOGIN = { kind: 'login', url: HUB, hasPassword: true } as const

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
    const found = setUp({ look: async () => ({ kind: 'found', url: HUB, isSetUp: true, hasPassword: true }) })
    await found.signIn.look('hub.firm.ru')
    expect(found.now()).toEqual({ step: LOGIN, isBusy: false, problem: null })
    const lost = setUp({ look: async () => ({ kind: 'certificate', host: 'hub.firm.ru' }) })
    lost.signIn.goTo({ kind: 'address' })
    await lost.signIn.look('hub.firm.ru')
    expect(lost.now()).toEqual({
      step: { kind: 'address' },
      isBusy: false,
      problem: { kind: 'certificate', host: 'hub.firm.ru' },
    })
  })

  it('goes to the set-up code where nobody has come in yet', async () => {
    const fresh = setUp({ look: async () => ({ kind: 'found', url: HUB, isSetUp: false, hasPassword: true }) })
    await fresh.signIn.look('hub.firm.ru')
    expect(fresh.now().step).toEqual({ kind: 'invitationCode', url: HUB })
  })

  it('asks for the code after the right password, sends all of it again, and keeps the step when it is wrong', async () => {
    const { signIn, asked, now } = setUp(
      { signIn: async ({ code }) => ({ kind: code === null ? 'codeNeeded' : 'codeWrong' }) },
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
    expect(now()).toEqual({ step: LOGIN, isBusy: false, problem: null })
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
