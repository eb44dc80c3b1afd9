import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { SipContract } from '#shared/contract/ipc/sip'
import type { AccountStore, Phone } from './sip/phone-ports'

/** The phone starts after the desk: until then there are no calls, and what is asked for waits. */
export function deferredCallHandlers(phone: Promise<Phone>): HandlersOf<CallsContract> {
  let running: Phone | null = null
  void phone.then(
    (started) => {
      running = started
    },
    () => {
      // The failure is logged where the phone is started; each request below rejects with it.
    },
  )
  const handlers = async (): Promise<HandlersOf<CallsContract>> => (await phone).callHandlers
  return {
    list: () => running?.callHandlers.list(null) ?? [],
    startCall: async (args) => (await handlers()).startCall(args),
    pickUp: async (args) => (await handlers()).pickUp(args),
    startPageCall: async (args) => (await handlers()).startPageCall(args),
    answer: async (args) => (await handlers()).answer(args),
    endAndAnswer: async (args) => (await handlers()).endAndAnswer(args),
    decline: async (args) => (await handlers()).decline(args),
    hangUp: async (args) => (await handlers()).hangUp(args),
    hold: async (args) => (await handlers()).hold(args),
    resume: async (args) => (await handlers()).resume(args),
    setMuted: async (args) => (await handlers()).setMuted(args),
    transfer: async (args) => (await handlers()).transfer(args),
    connect: async (args) => (await handlers()).connect(args),
    join: async (args) => (await handlers()).join(args),
    separate: async (args) => (await handlers()).separate(args),
    sendDtmf: async (args) => (await handlers()).sendDtmf(args),
    openChat: async (args) => (await handlers()).openChat(args),
    assign: async (args) => (await handlers()).assign(args),
  }
}

export function deferredSipHandlers(phone: Promise<Phone>, accounts: AccountStore): HandlersOf<SipContract> {
  let running: Phone | null = null
  void phone.then(
    (started) => {
      running = started
    },
    () => {
      // As above.
    },
  )
  const handlers = async (): Promise<HandlersOf<SipContract>> => (await phone).sipHandlers
  return {
    listLines: () =>
      running?.sipHandlers.listLines(null) ??
      accounts.list().map((account) => ({
        account,
        registration: { kind: account.isEnabled ? 'connecting' : 'off' } as const,
        voiceMail: null,
      })),
    listMessages: async () => (await handlers()).listMessages(null),
    saveAccount: async (args) => (await handlers()).saveAccount(args),
    readAuthority: async (args) => (await handlers()).readAuthority(args),
    removeAccount: async (args) => (await handlers()).removeAccount(args),
    retryNow: async (args) => (await handlers()).retryNow(args),
    testAccount: async (args) => (await handlers()).testAccount(args),
  }
}
