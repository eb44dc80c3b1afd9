import { Button } from '@mantine/core'
import { useState } from 'react'

import type { CallSnapshot } from '#shared/domain/call'
import type { CallId, ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconHangUp } from '../../../ui/IconHangUp'
import { IconPopover } from '../../../ui/IconPopover'
import {
  IconArrowsExchange,
  IconDeviceLandlinePhone,
  IconDialpad,
  IconMessageCircle,
  IconMicrophone,
  IconMicrophoneOff,
  IconNote,
  IconPhone,
  IconPhonePause,
  IconPlayerPlay,
  IconUserQuestion,
  IconUserShare,
  IconUsers,
} from '../../../ui/icons'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { controlsOf } from '../model/call-controls'
import type { TalkRecording } from '../model/recordings'
import { CallerForm } from './CallerForm'
import { DtmfPad } from './DtmfPad'
import { RecordingButtons, type RecordingAction } from './RecordingButtons'
import { TransferForm } from './TransferForm'
import classes from './CallBar.module.css'

export interface CallActions {
  readonly onAnswer: () => void
  readonly onDecline: () => void
  readonly onHangUp: () => void
  readonly onMute: (muted: boolean) => void
  readonly onHold: (held: boolean) => void
  readonly onDigit: (digit: string) => void
  /** `null`: it is in front already, or there is none. */
  readonly onOpenChat: (() => void) | null
  readonly onRedial: () => void
  /** Says whose call it is. */
  readonly onAssign: (chatId: ChatId) => void
  /** `null`: nobody else waits. */
  readonly onSwap: (() => void) | null
  /** Into a conference, or out of it; `null`: there is nobody to join. */
  readonly onJoin: (() => void) | null
  /** `false`: nothing dialable in it. */
  readonly onTransfer: (number: string) => Promise<boolean>
  readonly onConsult: (number: string) => void
  readonly onConnect: (id: CallId) => void
  /** The box in which one writes about this call. */
  readonly isRemarkOpen: boolean
  readonly onRemark: () => void
  readonly onRecording: (action: RecordingAction) => void
  /** To the desk phone; `null`: there is none. `reason`: why not now. */
  readonly push: { readonly onPush: () => void; readonly reason: string | null } | null
}

export interface CallButtonsProps extends CallActions {
  readonly call: CallSnapshot
  readonly recording: TalkRecording
  readonly isPadOpen: boolean
  readonly onPad: (open: boolean) => void
  /** Calls whose other side can be connected with that of this one. */
  readonly others: readonly CallSnapshot[]
  readonly isTransferOpen: boolean
  readonly onTransferForm: (open: boolean) => void
}

const ICON = { size: 18, stroke: 1.8, 'aria-hidden': true } as const

/** The controls that this call offers now (call-controls.ts). */
export function CallButtons(props: CallButtonsProps) {
  const { call } = props
  const { t } = useTranslation('calls')
  const { t: phoneWords } = useTranslation('deskPhone')
  const keyWords = useKeyWords()
  const can = controlsOf(call)
  const canRedial = call.phase.kind === 'ended' && call.phase.outcome !== 'answered'
  const isBeforeAnswer = call.direction === 'outgoing' && call.phase.kind !== 'active'
  return (
    <div className={classes.buttons}>
      {call.chatId && props.onOpenChat && (
        <IconButton label={t('bar.openChat')} tone="accent" className={classes.button ?? ''} onClick={props.onOpenChat}>
          <IconMessageCircle {...ICON} />
        </IconButton>
      )}
      {needsCaller(call) && <CallerButton {...props} />}
      {canRedial && (
        <IconButton label={t('bar.redial')} tone="accent" className={classes.button ?? ''} onClick={props.onRedial}>
          <IconPhone {...ICON} />
        </IconButton>
      )}
      {can.canMute && (
        <IconButton
          label={call.isMuted ? t('bar.unmute') : t('bar.mute')}
          action="mute"
          tone="accent"
          className={classes.button ?? ''}
          isPressed={call.isMuted}
          onClick={() => {
            props.onMute(!call.isMuted)
          }}
        >
          {call.isMuted ? <IconMicrophoneOff {...ICON} /> : <IconMicrophone {...ICON} />}
        </IconButton>
      )}
      {can.canHold && (
        <IconButton
          label={call.isHeld ? t('bar.resume') : t('bar.hold')}
          action="hold"
          disabledReason={call.isChangingHold ? t('bar.holdChanging') : null}
          tone="accent"
          className={classes.button ?? ''}
          isPressed={call.isHeld}
          onClick={() => {
            props.onHold(!call.isHeld)
          }}
        >
          {call.isHeld ? <IconPlayerPlay {...ICON} /> : <IconPhonePause {...ICON} />}
        </IconButton>
      )}
      {can.canHold && props.onSwap && (
        <IconButton
          label={t('bar.swap')}
          action="swap"
          tone="accent"
          className={classes.button ?? ''}
          onClick={props.onSwap}
        >
          <IconArrowsExchange {...ICON} />
        </IconButton>
      )}
      {can.canHold && props.onJoin && (
        <IconButton
          label={call.isJoined ? t('bar.separate') : t('bar.join')}
          action="join"
          hint={call.isJoined ? t('bar.separateHint') : t('bar.joinHint')}
          tone="accent"
          className={classes.button ?? ''}
          isPressed={call.isJoined}
          onClick={props.onJoin}
        >
          <IconUsers {...ICON} />
        </IconButton>
      )}
      <RecordingButtons recording={props.recording} onRecording={props.onRecording} />
      {can.canRemark && (
        <IconButton
          label={t('remark.label')}
          action="remark"
          hint={t('remark.hint')}
          tone="accent"
          className={classes.button ?? ''}
          isExpanded={props.isRemarkOpen}
          onClick={props.onRemark}
        >
          <IconNote {...ICON} />
        </IconButton>
      )}
      {can.canTransfer && <TransferButton {...props} />}
      {can.canTransfer && props.push && (
        <IconButton
          label={phoneWords('push')}
          hint={phoneWords('pushHint')}
          disabledReason={props.push.reason}
          tone="accent"
          className={classes.button ?? ''}
          onClick={props.push.onPush}
        >
          <IconDeviceLandlinePhone {...ICON} />
        </IconButton>
      )}
      {can.canDtmf && (
        <IconPopover
          label={t('bar.pad')}
          action="pad"
          tone="accent"
          className={classes.button ?? ''}
          icon={<IconDialpad {...ICON} />}
          isOpen={props.isPadOpen}
          onOpenChange={props.onPad}
        >
          <DtmfPad onDigit={props.onDigit} />
        </IconPopover>
      )}
      {can.canAnswer && (
        <Button
          className={classes.answer ?? ''}
          size="compact-md"
          leftSection={<IconPhone {...ICON} />}
          title={keyWords.beside(t('bar.answer'), 'answer')}
          aria-keyshortcuts={keyWords.aria('answer')}
          onClick={props.onAnswer}
        >
          {t('bar.answer')}
        </Button>
      )}
      {can.canDecline && (
        <Button
          className={classes.decline ?? ''}
          size="compact-md"
          color="danger"
          leftSection={<IconHangUp {...ICON} />}
          onClick={props.onDecline}
        >
          {t('bar.decline')}
        </Button>
      )}
      {can.canHangUp && (
        <IconButton
          label={isBeforeAnswer ? t('bar.cancel') : t('bar.hangUp')}
          action="hangUp"
          tone="danger"
          variant="filled"
          className={classes.end ?? ''}
          onClick={props.onHangUp}
        >
          <IconHangUp {...ICON} />
        </IconButton>
      )}
    </div>
  )
}

function TransferButton(props: CallButtonsProps) {
  const { t } = useTranslation('calls')
  return (
    <IconPopover
      width={320}
      label={t('transfer.open')}
      action="transfer"
      tone="accent"
      className={classes.button ?? ''}
      icon={<IconUserShare {...ICON} />}
      isOpen={props.isTransferOpen}
      onOpenChange={props.onTransferForm}
    >
      <TransferForm
        call={props.call}
        others={props.others}
        onTransfer={props.onTransfer}
        onConsult={props.onConsult}
        onConnect={props.onConnect}
        onDone={() => {
          props.onTransferForm(false)
        }}
      />
    </IconPopover>
  )
}

/** Nobody has this number, or several people have. */
function needsCaller({ route, direction, phase, transfer, chatId, callers }: CallSnapshot): boolean {
  if (route !== 'phone' || phase.kind !== 'active' || transfer?.kind === 'running') return false
  return callers !== undefined || (chatId === null && direction === 'incoming')
}

function CallerButton({ call, onAssign }: CallButtonsProps) {
  const { t } = useTranslation('calls')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <IconPopover
      width={320}
      label={t('caller.choose')}
      tone="accent"
      className={classes.button ?? ''}
      icon={<IconUserQuestion {...ICON} />}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <CallerForm
        call={call}
        onAssign={(chatId) => {
          setIsOpen(false)
          onAssign(chatId)
        }}
      />
    </IconPopover>
  )
}
