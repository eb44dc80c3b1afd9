import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { app, clipboard, globalShortcut } from 'electron'
import { z } from 'zod'

import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import { links as linksContract, type OwnWish } from '#shared/contract/ipc/links'
import type { CallSnapshot } from '#shared/domain/call'
import { isOwnLink, parseOwnLink, type OwnLink } from '#shared/domain/own-link'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { openNoteFile } from '../note-file'
import type { SetupDesk } from '../policy/setup-desk'
import { createDialRequests } from './dial-requests'
import { GlobalKeys, type KeyAction } from './global-keys'
import { isSetupFile, type LinkInbox } from './link-inbox'
import { createLinkOpeners } from './link-openers'
import { ruledOpeners } from './opener-rule'
import { selectedText } from './selected-text'

export interface RunningLinks {
  readonly handleCalls: (calls: readonly CallSnapshot[]) => void
}

/** Calls that begin outside of Otklik (spec K16): links, a selected text, keys over all programs. */
export function startLinks(
  { userData, settings, policy, send, router, newId, desk, logger, owned }: Context,
  inbox: LinkInbox,
  callHandlers: () => Promise<HandlersOf<CallsContract>>,
  ofHub: (link: Exclude<OwnLink, { kind: 'case' | 'setup' }>) => Promise<void>,
  setup: Pick<SetupDesk, 'offerLink' | 'offerFile'>,
): RunningLinks {
  let calls: readonly CallSnapshot[] = []
  const live = (): readonly CallSnapshot[] => calls.filter(({ phase }) => phase.kind !== 'ended')

  const guard = (what: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      logger.error('a wish from outside failed', { what, error: describeError(error) })
    })
  }
  const requests = createDialRequests({
    newId,
    isAtOnce: () => settings.get().dialAtOnce,
    hasCalls: () => live().length > 0,
    async startCall(number) {
      const call = { number, chatId: null, accountId: null, presentation: null }
      return (await (await callHandlers()).startCall(call)).ok
    },
    showDesk: desk.show,
    onWaiting: () => {
      send(linksContract, 'waiting', null)
    },
  })
  let wish: OwnWish | null = null
  const wishFor = (wanted: OwnWish): void => {
    wish = wanted
    send(linksContract, 'ownWaiting', null)
  }
  async function handleOwn(url: string): Promise<void> {
    const link = parseOwnLink(url)
    desk.show()
    if (link === null) wishFor({ kind: 'unreadable' })
    else if (link.kind === 'case') wishFor({ kind: 'chat', id: link.chatId })
    else if (link.kind === 'setup') setup.offerLink(link.given)
    else await ofHub(link)
  }
  /** As one that was chosen in the settings: shown, and done after a yes. */
  function handleSetupFile(address: string): void {
    desk.show()
    const reply = setup.offerFile(fileURLToPath(address))
    if ('came' in reply) wishFor({ kind: 'unreadableFile', problem: reply.kind, came: reply.came })
  }
  inbox.onLink((url) => {
    if (isSetupFile(url)) guard('set-up file', Promise.resolve(url).then(handleSetupFile))
    else guard('link', isOwnLink(url) ? handleOwn(url) : requests.handleLink(url))
  })

  const actions: Readonly<Record<KeyAction, () => Promise<unknown>>> = {
    async answer() {
      const ringing = live().find(({ phase }) => phase.kind === 'incoming')
      if (ringing) await (await callHandlers()).answer({ id: ringing.id })
    },
    async hangUp() {
      const ended = endedByKey(live())
      if (ended) await (await callHandlers())[ended.phase.kind === 'incoming' ? 'decline' : 'hangUp']({ id: ended.id })
    },
    dial: async () => requests.handleSelection(await selectedText(clipboard, process.platform)),
  }
  const keys = owned.add(
    new GlobalKeys({
      port: globalShortcut,
      run: (action) => {
        guard(action, actions[action]())
      },
      onChanged: (states) => {
        logger.info('keys over all programs', { ...states })
        send(linksContract, 'keysChanged', states)
      },
    }),
  )
  const bind = (): void => {
    const { answerHotkey, hangUpHotkey, dialHotkey } = settings.get()
    keys.setKeys({ answer: answerHotkey, hangUp: hangUpHotkey, dial: dialHotkey })
  }
  bind()
  owned.add(settings.onChanged(bind))

  const openLinks = policy.atStart.rules.get('calls.openLinks')
  const systemOpeners = createLinkOpeners({
    app,
    platform: process.platform,
    command: { path: process.execPath, args: process.defaultApp ? [resolve(process.argv[1] ?? '.')] : [] },
  })
  if (app.isPackaged) systemOpeners.takeOwn()
  const openers = ruledOpeners(
    systemOpeners,
    openLinks ? { rule: openLinks.rule, isOurs: openLinks.value === true } : null,
    openNoteFile(join(userData, 'links-preset.json'), z.boolean(), logger),
  )
  router.handle(linksContract, {
    take: requests.take,
    takeOwn() {
      const taken = wish
      wish = null
      return taken
    },
    listOpeners: openers.list,
    setOpener: ({ isOurs }) => openers.set(isOurs),
    getKeys: () => keys.states,
  })
  return {
    handleCalls(now) {
      calls = now
      const rings = live().some(({ phase }) => phase.kind === 'incoming')
      keys.setNeeds({ answer: rings, hangUp: live().length > 0, dial: true })
    },
  }
}

/** The talk before one that waits; what rings is declined only where nothing else is there. */
function endedByKey(live: readonly CallSnapshot[]): CallSnapshot | undefined {
  const own = live.filter(({ phase }) => phase.kind !== 'incoming' && phase.kind !== 'ending')
  return own.find(({ phase, isHeld }) => phase.kind === 'active' && !isHeld) ?? own[0] ?? live[0]
}
