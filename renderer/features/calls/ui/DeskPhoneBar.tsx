import { useEffect, useState } from 'react'

import type { DeskPhoneView } from '#shared/contract/ipc/desk-phone'
import { currentDeskCall, offeredActions } from '#shared/domain/desk-phone/commands'
import type { DeskPhoneCommand } from '#shared/domain/desk-phone/desk-phone-state'
import { TRAITS } from '#shared/domain/desk-phone/models'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconX } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { isLive } from '../model/call-controls'
import { callKeyAction } from '../model/call-keys'
import { getCallsStore } from '../model/calls'
import {
  askDeskPhone,
  deskPhoneRequests,
  dismissDeskPhoneTrouble,
  useDeskPhone,
  useDeskPhoneTrouble,
  type DeskPhoneTrouble,
} from '../model/desk-phone'
import { DeskPhoneBarView, type DeskPhonePanel } from './DeskPhoneBarView'
import classes from './RefusedBar.module.css'

export interface DeskPhoneBarProps {
  /** Opens Settings → Desk phone. */
  readonly onOpenSettings: () => void
}

/** The calls of the desk phone, under those of the computer. The keys of calls are its own while the computer has none. */
export function DeskPhoneBar({ onOpenSettings }: DeskPhoneBarProps) {
  const view = useDeskPhone()
  const trouble = useDeskPhoneTrouble()
  const [panel, setPanel] = useState<DeskPhonePanel | null>(null)
  useDeskPhoneKeys(view, setPanel)
  const model = view?.phone?.model
  const call = view ? currentDeskCall(view.calls) : null
  return (
    <>
      {view && model && call && (
        <DeskPhoneBarView
          call={call}
          model={model}
          offered={offeredActions(call, view.calls, model)}
          others={view.calls.length - 1}
          isMuted={view.isMuted}
          isMoving={view.isMoving}
          panel={panel}
          onPanel={setPanel}
          onRun={run}
          onPull={() => void askDeskPhone(deskPhoneRequests().pull)}
          onForget={() => void deskPhoneRequests().forget({ key: call.key })}
        />
      )}
      {view && trouble && <TroubleBar view={view} trouble={trouble} onOpenSettings={onOpenSettings} />}
      {view?.unconfirmed && !trouble && <UnconfirmedBar kind={view.unconfirmed} />}
    </>
  )
}

function run(command: DeskPhoneCommand): Promise<boolean> {
  return askDeskPhone(() => deskPhoneRequests().run(command), command.kind === 'dial' ? command.number : null)
}

function useDeskPhoneKeys(view: DeskPhoneView | null, setPanel: (panel: DeskPhonePanel | null) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = callKeyAction(event)
      const model = view?.phone?.model
      const call = view && currentDeskCall(view.calls)
      if (!action || !model || !call || getCallsStore().getState().calls.some(isLive)) return
      const can = new Set(offeredActions(call, view.calls, model))
      const { key } = call
      event.preventDefault()
      if (action === 'answer' && can.has('answer')) void run({ kind: 'answer', key })
      else if (action === 'hangUp' && can.has('reject')) void run({ kind: 'reject', key })
      else if (action === 'hangUp' && can.has('hangUp')) void run({ kind: 'hangUp', key })
      else if (action === 'hold' && can.has('hold')) void run({ kind: 'hold', key, held: call.phase === 'talking' })
      // A toggle of which nothing is told is pressed at the phone or by its button, where the screen says so.
      else if (action === 'mute' && can.has('mute') && TRAITS[model].actions.mute === 'told')
        void run({ kind: 'mute', muted: view.isMuted !== true })
      else if (action === 'pad' && can.has('dtmf')) setPanel('pad')
      else if (action === 'transfer' && can.has('transfer')) setPanel('transfer')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [view, setPanel])
}

interface TroubleBarProps extends DeskPhoneBarProps {
  readonly view: DeskPhoneView
  readonly trouble: DeskPhoneTrouble
}

const NEEDS_SETTINGS: ReadonlySet<string> = new Set([
  'notSetUp',
  'unreachable',
  'wrongPassword',
  'otherModel',
  'noExtension',
  'untrusted',
])
const NOT_DIALLED: ReadonlySet<string> = new Set([
  'unreachable',
  'wrongPassword',
  'notAllowed',
  'otherModel',
  'refused',
  'untrusted',
])

/** What did not come about, what to do, and another way where there is one. */
function TroubleBar({ view, trouble, onOpenSettings }: TroubleBarProps) {
  const { t } = useTranslation('deskPhone')
  const { reason, number } = trouble
  const isByLine = number !== null && view.phone?.extension != null && NOT_DIALLED.has(reason)
  return (
    <div className={classes.root}>
      <InlineError
        tone="warn"
        actions={
          <>
            {isByLine && (
              <button
                type="button"
                className={classes.link}
                onClick={() => void askDeskPhone(() => deskPhoneRequests().dialByLine({ number }))}
              >
                {t('byLine')}
              </button>
            )}
            {NEEDS_SETTINGS.has(reason) && (
              <button type="button" className={classes.link} onClick={onOpenSettings}>
                {t('openSettings')}
              </button>
            )}
            <IconButton label={t('dismiss')} size={22} onClick={dismissDeskPhoneTrouble}>
              <IconX size={14} aria-hidden />
            </IconButton>
          </>
        }
      >
        {t(`failure.${reason}`, { address: view.phone?.address ?? '', own: ownAddressOf(view) })}
      </InlineError>
    </div>
  )
}

function UnconfirmedBar({ kind }: { readonly kind: NonNullable<DeskPhoneView['unconfirmed']> }) {
  const { t } = useTranslation('deskPhone')
  return (
    <div className={classes.root}>
      <InlineError tone="warn">{t(`unconfirmed.${kind}`)}</InlineError>
    </div>
  )
}

export function ownAddressOf({ listening }: Pick<DeskPhoneView, 'listening'>): string {
  return listening.kind === 'listening' ? listening.address : ''
}
