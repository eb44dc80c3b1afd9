import { Drawer, Loader } from '@mantine/core'
import { useCallback } from 'react'

import { clientNameOf } from '#shared/domain/client-name'
import type { ChatId } from '#shared/domain/ids'
import type { WallCase } from '#shared/domain/wall/wall-view'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { EmptyState } from '../../../ui/EmptyState'
import { AllRead } from '../../../ui/illustrations/AllRead'
import { InlineError } from '../../../ui/InlineError'
import { formatWaiting } from '../../../ui/time'
import { useObserved } from '../../../ui/use-observed'
import type { Names } from '../model/use-names'
import classes from './CasesDrawer.module.css'

const ABOVE_BIG_SCREEN = 500

export interface ShownNumber {
  readonly title: string
  /** `null` while they are asked for. */
  readonly cases: readonly WallCase[] | 'away' | null
}

export interface CasesDrawerProps {
  readonly shown: ShownNumber | null
  readonly nowMs: number
  readonly names: Names
  readonly onOpenChat: (id: ChatId) => void
  readonly onClose: () => void
}

/** The cases behind a number of the wall. */
export function CasesDrawer({ shown, nowMs, names, onOpenChat, onClose }: CasesDrawerProps) {
  const { t } = useTranslation('supervisor')
  return (
    <Drawer
      opened={shown !== null}
      onClose={onClose}
      position="right"
      size={420}
      zIndex={ABOVE_BIG_SCREEN}
      title={shown?.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {shown?.cases === null && <Loader size="sm" aria-label={t('behind.loading')} />}
      {shown?.cases === 'away' && <InlineError>{t('behind.away')}</InlineError>}
      {Array.isArray(shown?.cases) &&
        (shown.cases.length === 0 ? (
          <EmptyState picture={<AllRead />} title={t('behind.none')} hint={t('behind.noneHint')} />
        ) : (
          <ul className={classes.list}>
            {(shown.cases as readonly WallCase[]).map((each) => (
              <li key={each.caseId}>
                <CaseLine own={each} nowMs={nowMs} names={names} onOpenChat={onOpenChat} />
              </li>
            ))}
          </ul>
        ))}
    </Drawer>
  )
}

interface CaseLineProps {
  readonly own: WallCase
  readonly nowMs: number
  readonly names: Names
  readonly onOpenChat: (id: ChatId) => void
}

function CaseLine({ own, nowMs, names, onOpenChat }: CaseLineProps) {
  const { t, i18n } = useTranslation(['supervisor', 'common'])
  const data = useDeskData()
  const chat = useObserved<ChatRow | null>(
    useCallback(
      (listener: (row: ChatRow | null) => void) => data.observeChat(own.chatId, listener),
      [data, own.chatId],
    ),
    null,
  )
  const name = chat ? clientNameOf(chat) || t('common:guest') : t('behind.case', { number: own.number })
  const who = own.agentId === null ? names.team(own.teamId) : names.agent(own.agentId)
  return (
    <button
      type="button"
      className={classes.line}
      onClick={() => {
        onOpenChat(own.chatId)
      }}
    >
      <b>{name}</b>
      {own.waitingSinceMs !== null && (
        <span className={classes.wait}>{formatWaiting(nowMs - own.waitingSinceMs, i18n.language)}</span>
      )}
      <span className={classes.about}>
        {[chat?.subject?.title, t('behind.case', { number: own.number }), who].filter(Boolean).join(' · ')}
      </span>
    </button>
  )
}
