import type { RequestsOf } from '#shared/contract/define'
import type {
  AcceptReply,
  BrowserReply,
  FinishReply,
  HubLook,
  InvitationReply,
  SignInContract,
  SignInProvider,
  SignInReply,
  SignInState,
} from '#shared/contract/ipc/sign-in'
import { createStore, type StoreApi } from 'zustand/vanilla'

export type Invitation = Extract<InvitationReply, { kind: 'found' }>
export type Step =
  /** Alone, or with a team? */
  | { readonly kind: 'choice' }
  | { readonly kind: 'address' }
  | {
      readonly kind: 'login'
      readonly url: string
      readonly hasPassword: boolean
      readonly providers: readonly SignInProvider[]
    }
  /** The person is in the browser; its last page has a code. */
  | { readonly kind: 'browser'; readonly url: string; readonly provider: SignInProvider }
  /** The password was right. */
  | { readonly kind: 'code'; readonly url: string; readonly login: string; readonly password: string }
  | { readonly kind: 'invitationCode'; readonly url: string | null }
  | { readonly kind: 'invitation'; readonly invitation: Invitation }

/** What stands in the way; the screen has a sentence for each. */
export type Problem =
  | Exclude<HubLook, { kind: 'found' }>
  | Exclude<SignInReply, { kind: 'signedIn' | 'codeNeeded' }>
  | Exclude<InvitationReply, { kind: 'found' }>
  | Exclude<AcceptReply, { kind: 'signedIn' }>
  | Exclude<BrowserReply, { kind: 'opened' }>
  | Exclude<FinishReply, { kind: 'signedIn' }>
  /** A link brought a code of a sign-in that was not begun here. */
  | { readonly kind: 'foreignCode' }
  | { readonly kind: 'invitationUnreadable' }
  /** What is left of somebody who is gone could not be taken away: nobody else comes in. */
  | { readonly kind: 'cacheStuck' }

export interface SignInScreen {
  readonly step: Step
  readonly isBusy: boolean
  readonly problem: Problem | null
  /** By how much this computer's clock is ahead of the hub's that was looked at last. */
  readonly clockAheadMs: number
}

export interface SignInStore {
  readonly store: StoreApi<SignInScreen>
  goTo(step: Step): void
  readonly back: () => void
  /** To a hub that was worked with before; what else it offers is asked meanwhile. */
  toLogin(url: string): Promise<void>
  openBrowser(provider: SignInProvider): Promise<void>
  /** Typed, or brought by a link; `null`: a link that is none of ours. */
  finishInBrowser(code: string | null): Promise<void>
  /** What a link asked for and the person has agreed to. */
  takeJoin(): Promise<void>
  workAlone(): Promise<void>
  look(address: string): Promise<void>
  signIn(login: string, password: string): Promise<void>
  sendCode(code: string): Promise<void>
  lookUpInvitation(text: string): Promise<void>
  accept(given: AcceptForm): Promise<void>
}

export interface AcceptForm {
  readonly login: string
  readonly name: string
  readonly password: string
}

export interface SignInDeps {
  readonly requests: RequestsOf<SignInContract>
  /** What main knew when the screen was opened. */
  readonly known: SignInState
  /** Nobody comes in before the caches of those who are gone are empty; `false`: one could not be emptied. */
  readonly emptied: () => Promise<boolean>
}

/** The steps of coming to work. A password lives here until it is used, and nowhere else in a window. */
export function createSignInStore({ requests, known, emptied }: SignInDeps): SignInStore {
  const store = createStore<SignInScreen>(() => ({
    step: firstStep(known),
    isBusy: false,
    problem: null,
    clockAheadMs: 0,
  }))

  const goTo = (step: Step): void => {
    store.setState({ step, problem: null, isBusy: false })
  }
  /** One wish at a time; whatever is said meanwhile belongs to it. */
  const doing = async (work: () => Promise<Problem | null>): Promise<void> => {
    if (store.getState().isBusy) return
    store.setState({ isBusy: true, problem: null })
    try {
      const problem = await work()
      store.setState({ problem, isBusy: false })
    } catch (error) {
      store.setState({ isBusy: false })
      throw error
    }
  }
  const looked = async (address: string): Promise<HubLook> => {
    const look = await requests.look({ address })
    if (look.kind === 'found') store.setState({ clockAheadMs: look.clockAheadMs })
    return look
  }
  const learnProviders = async (url: string): Promise<void> => {
    const look = await looked(url)
    const { step } = store.getState()
    if (look.kind !== 'found' || step.kind !== 'login' || step.url !== url) return
    store.setState({ step: { ...step, hasPassword: look.hasPassword, providers: look.providers } })
  }
  const lookUp = async (invitation: string, url: string | null): Promise<Problem | null> => {
    const reply = await requests.lookUpInvitation({ invitation, url })
    if (reply.kind === 'unreadable') return { kind: 'invitationUnreadable' }
    if (reply.kind !== 'found') return reply
    goTo({ kind: 'invitation', invitation: reply })
    return null
  }
  const lookAt = async (address: string): Promise<Problem | null> => {
    const look = await looked(address)
    if (look.kind !== 'found') return look
    const { url, isSetUp, hasPassword, providers } = look
    goTo(isSetUp ? { kind: 'login', url, hasPassword, providers } : { kind: 'invitationCode', url })
    return null
  }
  const signIn = async (url: string, login: string, password: string, code: string | null): Promise<Problem | null> => {
    if (!(await emptied())) return { kind: 'cacheStuck' }
    const reply = await requests.signIn({ url, login, password, code })
    if (reply.kind === 'signedIn') return null
    if (reply.kind === 'codeNeeded') {
      goTo({ kind: 'code', url, login, password })
      return null
    }
    return reply
  }

  return {
    store,
    goTo,
    back() {
      const before = stepBefore(store.getState().step)
      goTo(before)
      if (before.kind === 'login') void learnProviders(before.url)
    },
    workAlone: () =>
      doing(async () => {
        if (!(await emptied())) return { kind: 'cacheStuck' }
        await requests.workAlone()
        return null
      }),
    look: (address) => doing(() => lookAt(address)),
    async toLogin(url) {
      goTo(loginAt(url))
      await learnProviders(url)
    },
    openBrowser: (provider) =>
      doing(async () => {
        const { step } = store.getState()
        if (step.kind !== 'login' && step.kind !== 'browser') return null
        const reply = await requests.openBrowser({ url: step.url, provider: provider.id })
        if (reply.kind !== 'opened') return reply
        goTo({ kind: 'browser', url: step.url, provider })
        return null
      }),
    finishInBrowser: (code) =>
      doing(async () => {
        if (code === null) return { kind: 'foreignCode' }
        if (!(await emptied())) return { kind: 'cacheStuck' }
        const reply = await requests.finishInBrowser({ code })
        return reply.kind === 'signedIn' ? null : reply
      }),
    takeJoin: () =>
      doing(async () => {
        const wish = await requests.takeJoin()
        if (!wish) return null
        goTo({ kind: 'address' })
        return wish.code === null ? lookAt(wish.url) : lookUp(wish.code, wish.url)
      }),
    signIn: (login, password) =>
      doing(async () => {
        const { step } = store.getState()
        return step.kind === 'login' ? signIn(step.url, login, password, null) : null
      }),
    sendCode: (code) =>
      doing(async () => {
        const { step } = store.getState()
        return step.kind === 'code' ? signIn(step.url, step.login, step.password, code) : null
      }),
    lookUpInvitation: (text) =>
      doing(async () => {
        const { step } = store.getState()
        return lookUp(text, step.kind === 'invitationCode' ? step.url : null)
      }),
    accept: ({ login, name, password }) =>
      doing(async () => {
        const { step } = store.getState()
        if (step.kind !== 'invitation') return null
        if (!(await emptied())) return { kind: 'cacheStuck' }
        const { url, code, login: known } = step.invitation
        const reply = await requests.acceptInvitation({
          url,
          code,
          login: known ?? login,
          isLoginOwn: known === null,
          name,
          password,
        })
        return reply.kind === 'signedIn' ? null : reply
      }),
  }
}

/** Whoever was signed in before goes on with the same hub. */
function firstStep({ place, url }: SignInState): Step {
  if (place !== 'team') return { kind: 'choice' }
  return url === null ? { kind: 'address' } : loginAt(url)
}

function loginAt(url: string): Step {
  return { kind: 'login', url, hasPassword: true, providers: [] }
}

function stepBefore(step: Step): Step {
  switch (step.kind) {
    case 'choice':
    case 'address':
      return { kind: 'choice' }
    case 'login':
      return { kind: 'address' }
    case 'code':
    case 'browser':
      return loginAt(step.url)
    case 'invitationCode':
      return step.url === null ? { kind: 'choice' } : loginAt(step.url)
    case 'invitation':
      return { kind: 'invitationCode', url: step.invitation.url }
  }
}
