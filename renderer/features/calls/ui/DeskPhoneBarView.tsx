import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'

import type { ShownDeskCall } from '#shared/contract/ipc/desk-phone'
import type { OfferedAction } from '#shared/domain/desk-phone/commands'
import type { DeskPhoneCommand } from '#shared/domain/desk-phone/desk-phone-state'
import { MODEL_NAMES, TRAITS, type DeskPhoneModel } from '#shared/domain/desk-phone/models'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPopover } from '../../../ui/IconPopover'
import { IconHangUp } from '../../../ui/IconHangUp'
import {
  IconArrowBackUp,
  IconDeviceLandlinePhone,
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhonePause,
  IconPlayerPlay,
  IconUserShare,
  IconX,
} from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { CallTimer } from './CallTimer'
import { DtmfPad } from './DtmfPad'
import classes from './CallBar.module.css'
import transferClasses from './TransferForm.module.css'

export type DeskPhonePanel = 'pad' | 'transfer'

export interface DeskPhoneBarViewProps {
  readonly call: ShownDeskCall
  readonly model: DeskPhoneModel
  readonly offered: readonly OfferedAction[]
  /** How many more calls the phone has. */
  readonly others: number
  readonly isMuted: boolean | null
  readonly isMoving: boolean
  readonly panel: DeskPhonePanel | null
  readonly onPanel: (panel: DeskPhonePanel | null) => void
  readonly onRun: (command: DeskPhoneCommand) => Promise<boolean>
  readonly onPull: () => void
  readonly onForget: () => void
}

const ICON = { size: 18, stroke: 1.8, 'aria-hidden': true } as const

/** One call of the desk phone: what is known of it, what is not, and what can be done with it from here. */
export function DeskPhoneBarView(props: DeskPhoneBarViewProps) {
  const { call, model, offered, onRun } = props
  const { t } = useTranslation('deskPhone')
  const keyWords = useKeyWords()
  const { key } = call
  const can = new Set(offered)
  const number = call.number === null ? t('bar.unknownNumber') : formatPhone(call.number)
  const name = call.name ?? number
  const isHeld = call.phase === 'held'
  return (
    <section
      className={classes.root}
      aria-label={t('bar.label')}
      data-phase={call.phase}
      data-held={isHeld || undefined}
    >
      <div className={classes.row}>
        <IconDeviceLandlinePhone size={20} stroke={1.8} aria-hidden className={classes.phase ?? ''} />
        <div className={classes.who}>
          <div className={classes.names}>
            <b title={name}>{name}</b>
            {call.name !== null && <span>{number}</span>}
            <span className={classes.line} title={MODEL_NAMES[model]}>
              {t('bar.on')}
            </span>
          </div>
          <div className={classes.state}>
            <span role="status">{call.isHeldThere ? t('bar.heldThere') : t(`bar.phase.${call.phase}`)}</span>
            {props.isMuted && <span>{t('bar.muted')}</span>}
            {props.isMoving && <span>{t('bar.moving')}</span>}
            {props.others > 0 && <span>{t('bar.others', { count: props.others })}</span>}
            {!call.isSure && <span>{t('bar.unsure')}</span>}
          </div>
        </div>
        <CallTimer sinceMs={call.talkSinceMs ?? call.sinceMs} label={t('bar.time')} className={classes.timer} />
        <div className={classes.buttons}>
          {can.has('mute') && <MuteButton {...props} />}
          {can.has('hold') && (
            <IconButton
              label={isHeld ? t('bar.resume') : t('bar.hold')}
              action="hold"
              tone="accent"
              className={classes.button ?? ''}
              isPressed={isHeld}
              onClick={() => void onRun({ kind: 'hold', key, held: !isHeld })}
            >
              {isHeld ? <IconPlayerPlay {...ICON} /> : <IconPhonePause {...ICON} />}
            </IconButton>
          )}
          {can.has('transfer') && (
            <Panel {...props} which="transfer" label={t('bar.transfer')} icon={<IconUserShare {...ICON} />}>
              <DeskTransferForm
                onTransfer={async (number) => {
                  if (await onRun({ kind: 'transfer', key, number })) props.onPanel(null)
                }}
              />
            </Panel>
          )}
          {can.has('dtmf') && (
            <Panel {...props} which="pad" label={t('bar.pad')} icon={<IconDialpad {...ICON} />}>
              <DtmfPad onDigit={(digits) => void onRun({ kind: 'dtmf', digits })} />
            </Panel>
          )}
          {call.phase === 'talking' && (
            <IconButton
              label={t('bar.pull')}
              hint={t('bar.pullHint')}
              disabledReason={props.isMoving ? t('bar.moving') : null}
              tone="accent"
              className={classes.button ?? ''}
              onClick={props.onPull}
            >
              <IconArrowBackUp {...ICON} />
            </IconButton>
          )}
          {!call.isSure && (
            <IconButton
              label={t('bar.forget')}
              hint={t('bar.forgetHint')}
              tone="accent"
              className={classes.button ?? ''}
              onClick={props.onForget}
            >
              <IconX {...ICON} />
            </IconButton>
          )}
          {can.has('answer') && (
            <Button
              className={classes.answer ?? ''}
              size="compact-md"
              leftSection={<IconPhone {...ICON} />}
              title={keyWords.beside(t('bar.answer'), 'answer')}
              aria-keyshortcuts={keyWords.aria('answer')}
              onClick={() => void onRun({ kind: 'answer', key })}
            >
              {t('bar.answer')}
            </Button>
          )}
          {can.has('reject') && (
            <Button
              className={classes.decline ?? ''}
              size="compact-md"
              color="danger"
              leftSection={<IconHangUp {...ICON} />}
              onClick={() => void onRun({ kind: 'reject', key })}
            >
              {t('bar.reject')}
            </Button>
          )}
          {can.has('hangUp') && (
            <IconButton
              label={t('bar.hangUp')}
              action="hangUp"
              tone="danger"
              variant="filled"
              className={classes.end ?? ''}
              onClick={() => void onRun({ kind: 'hangUp', key })}
            >
              <IconHangUp {...ICON} />
            </IconButton>
          )}
        </div>
      </div>
    </section>
  )
}

/** Where the phone tells nothing of its microphone, the button is a key and claims no state (spec D4, H3). */
function MuteButton({ model, isMuted, onRun }: DeskPhoneBarViewProps) {
  const { t } = useTranslation('deskPhone')
  const isTold = TRAITS[model].actions.mute === 'told'
  return (
    <IconButton
      label={isTold ? (isMuted ? t('bar.unmute') : t('bar.mute')) : t('bar.muteKey')}
      hint={isTold ? (isMuted === null ? t('bar.muteUnknown') : null) : t('bar.muteUntold')}
      {...(isTold ? { action: 'mute' as const, isPressed: isMuted === true } : {})}
      tone="accent"
      className={classes.button ?? ''}
      onClick={() => void onRun({ kind: 'mute', muted: isMuted !== true })}
    >
      {isMuted ? <IconMicrophoneOff {...ICON} /> : <IconMicrophone {...ICON} />}
    </IconButton>
  )
}

interface PanelProps extends DeskPhoneBarViewProps {
  readonly which: DeskPhonePanel
  readonly label: string
  readonly icon: ReactNode
  readonly children: ReactNode
}

function Panel({ which, panel, onPanel, label, icon, children }: PanelProps) {
  return (
    <IconPopover
      label={label}
      action={which}
      tone="accent"
      className={classes.button ?? ''}
      icon={icon}
      isOpen={panel === which}
      onOpenChange={(isOpen) => {
        onPanel(isOpen ? which : null)
      }}
    >
      {children}
    </IconPopover>
  )
}

function DeskTransferForm({ onTransfer }: { readonly onTransfer: (number: string) => Promise<void> }) {
  const { t } = useTranslation('deskPhone')
  const [text, setText] = useState('')
  return (
    <form
      className={transferClasses.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) void onTransfer(text.trim())
      }}
    >
      <TextInput
        data-autofocus
        label={t('bar.transferTo')}
        inputMode="tel"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <Button type="submit">{t('bar.transferNow')}</Button>
      <p className={transferClasses.hint}>{t('bar.transferHint')}</p>
    </form>
  )
}
