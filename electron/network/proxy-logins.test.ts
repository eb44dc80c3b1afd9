import { describe, expect, it } from 'vitest'

import type { ProxyChallenge } from '#shared/domain/proxy'
import type { Logger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import type { KeptLogin, ProxyLoginStore } from '../settings/proxy-login-store'
import { LEFT_ALONE_MS, ProxyLogins, type AskedLogin, type GivenLogin } from './proxy-logins'
import { Questions, WAIT_FOR_PERSON_MS } from './questions'

const CORP: ProxyChallenge = { host: 'proxy.firm.ru', port: 3128, realm: 'Firm', scheme: 'basic' }
const RIGHT = { user: 'anna', password: 'right' }
const WRONG = { user: 'anna', password: 'wrong' }

function storeOf(first: readonly KeptLogin[] = []): ProxyLoginStore & { kept: readonly KeptLogin[] } {
  const store = {
    kept: first,
    read: () => store.kept,
    keep: (login: KeptLogin) => {
      store.forget(login.proxy, login.realm)
      store.kept = [...store.kept, login]
    },
    forget: (proxy: string, realm: string) => {
      store.kept = store.kept.filter((each) => each.proxy !== proxy || each.realm !== realm)
    },
    forgetAll: () => {
      store.kept = []
    },
  }
  return store
}

function set(answers: readonly (GivenLogin | null)[], store = storeOf()) {
  const clock = new ManualClock()
  const asked: AskedLogin[] = []
  const logged: string[] = []
  const note = (message: string, context?: object) => void logged.push(`${message} ${JSON.stringify(context)}`)
  const logger: Logger = { error: note, warn: note, info: note, debug: note, child: () => logger }
  const logins = new ProxyLogins({
    store,
    ask: async (question) => {
      asked.push(question)
      return answers[asked.length - 1] ?? null
    },
    clock,
    logger,
  })
  return { logins, asked, store, clock, logged }
}

describe('[I4] the login at a proxy', () => {
  it('is asked once, however many requests wait for it, and kept only after a yes', async () => {
    const { logins, asked, store, logged } = set([{ ...RIGHT, keeps: false }])
    expect(await Promise.all([logins.answer(CORP, null), logins.answer(CORP, null)])).toEqual([RIGHT, RIGHT])
    expect(await logins.answer(CORP, null)).toEqual(RIGHT)
    expect(asked).toEqual([{ proxy: 'proxy.firm.ru:3128', realm: 'Firm', isOpen: true, isAgain: false }])
    expect(store.kept).toEqual([])
    expect(logged.join(' ')).not.toMatch(/anna|right|firm/i)
  })

  it('is known after a start where it was kept, without a question', async () => {
    const kept = set([{ ...RIGHT, keeps: true }])
    await kept.logins.answer(CORP, null)
    expect(kept.logins.kept()).toEqual([{ proxy: 'proxy.firm.ru:3128', user: 'anna' }])
    const next = set([], kept.store)
    expect(await next.logins.answer(CORP, null)).toEqual(RIGHT)
    expect(next.logins.knownFor('proxy.firm.ru', 3128)).toEqual(RIGHT)
    expect(next.logins.knownFor('proxy.firm.ru', 312)).toBeNull()
    expect(next.asked).toEqual([])
  })

  it('is asked again where it was refused, and the refused one is forgotten', async () => {
    const { logins, asked, store } = set([
      { ...WRONG, keeps: true },
      { ...RIGHT, keeps: true },
    ])
    expect(await logins.answer(CORP, null)).toEqual(WRONG)
    expect(await logins.answer(CORP, WRONG)).toEqual(RIGHT)
    expect(asked.map(({ isAgain }) => isAgain)).toEqual([false, true])
    expect(store.kept).toEqual([{ proxy: 'proxy.firm.ru:3128', realm: 'Firm', ...RIGHT }])
    // One that was under way with the wrong one takes what is known by now.
    expect(await logins.answer(CORP, WRONG)).toEqual(RIGHT)
    expect(asked).toHaveLength(2)
  })

  it('is not asked again for a while where the person would not, except when they want to get through', async () => {
    const { logins, asked, clock } = set([null, null, { ...RIGHT, keeps: false }])
    expect(await logins.answer(CORP, null)).toBeNull()
    expect(await logins.answer(CORP, null)).toBeNull()
    expect(asked).toHaveLength(1)
    clock.advance(LEFT_ALONE_MS + 1)
    expect(await logins.answer(CORP, null)).toBeNull()
    expect(asked).toHaveLength(2)
    logins.askAnew()
    expect(await logins.answer(CORP, null)).toEqual(RIGHT)
  })

  it('of one proxy is not given to another, nor to another realm of it', async () => {
    const { logins, asked } = set([{ ...RIGHT, keeps: false }, null, null])
    await logins.answer(CORP, null)
    expect(await logins.answer({ ...CORP, port: 8080 }, null)).toBeNull()
    expect(await logins.answer({ ...CORP, realm: 'Elsewhere' }, null)).toBeNull()
    expect(asked).toHaveLength(3)
  })

  it('is forgotten when the person wants it', async () => {
    const { logins, store } = set([{ ...RIGHT, keeps: true }, null])
    await logins.answer(CORP, null)
    logins.forgetAll()
    expect(store.kept).toEqual([])
    expect(logins.knownFor('proxy.firm.ru', 3128)).toBeNull()
    expect(await logins.answer(CORP, null)).toBeNull()
  })
})

describe('[I4] what the network asks the person', () => {
  const asked: AskedLogin = { proxy: 'p:1', realm: '', isOpen: true, isAgain: false }
  function desk() {
    const clock = new ManualClock()
    let changes = 0
    let ids = 0
    const questions = new Questions({ onChanged: () => (changes += 1), newId: () => `q${String(++ids)}`, clock })
    return { questions, clock, changes: () => changes }
  }
  const answer = { user: 'anna', password: 'x', keeps: false }

  it('waits one after the other, over a reload too, and is answered once', async () => {
    const { questions, changes } = desk()
    const [first, second] = [questions.askLogin(asked), questions.askLogin({ ...asked, proxy: 'p:2' })]
    expect(questions.handlers.getQuestion(null)).toMatchObject({ id: 'q1', proxy: 'p:1' })
    void questions.handlers.answerProxyLogin({ id: 'q1', ...answer })
    void questions.handlers.answerProxyLogin({ id: 'q1', ...answer, user: 'twice' })
    expect(await first).toEqual(answer)
    expect(questions.handlers.getQuestion(null)).toMatchObject({ id: 'q2' })
    void questions.handlers.dropQuestion({ id: 'q2' })
    expect(await second).toBeNull()
    expect(questions.handlers.getQuestion(null)).toBeNull()
    expect(changes()).toBe(4)
  })

  it('is not waited for without end', async () => {
    const { questions, clock } = desk()
    const waiting = questions.askLogin(asked)
    clock.advance(WAIT_FOR_PERSON_MS)
    expect(await waiting).toBeNull()
    expect(questions.handlers.getQuestion(null)).toBeNull()
  })
})
