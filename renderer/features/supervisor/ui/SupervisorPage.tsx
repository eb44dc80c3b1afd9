import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'

import type { AgentId, ChatId } from '#shared/domain/ids'
import type { WallNumber } from '#shared/domain/wall/wall-view'

import { useTranslation } from '../../../i18n/use-translation'
import { formatBytes } from '../../../ui/bytes'
import { InlineError } from '../../../ui/InlineError'
import { isAction } from '../../../ui/keys/key-table'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { stepInRow } from '../../../ui/step-in-row'
import { ReportsPage } from '../../reports'
import { useNames } from '../model/use-names'
import { useWallScreen } from '../model/use-wall-screen'
import { AgentDays } from './AgentDays'
import { BigScreen } from './BigScreen'
import { CasesDrawer, type ShownNumber } from './CasesDrawer'
import { ReplayBar } from './ReplayBar'
import classes from './SupervisorPage.module.css'
import { TargetsSection } from './TargetsSection'
import { WallBoard } from './WallBoard'

const TABS = ['live', 'replay', 'days', 'reports', 'targets'] as const
type Tab = (typeof TABS)[number]
const WITH_WALL: readonly Tab[] = ['live', 'replay']
/** What one wants to see again is mostly what has just happened. */
const REPLAY_BACK_MS = 15 * 60_000

export interface SupervisorPageProps {
  readonly onOpenChat: (id: ChatId) => void
}

export function SupervisorPage({ onOpenChat }: SupervisorPageProps) {
  const { t, i18n } = useTranslation('supervisor')
  const keyWords = useKeyWords()
  const size = (bytes: number) => formatBytes(bytes, i18n.language)
  const names = useNames()
  const screen = useWallScreen()
  const { actions, mode, wall, nowMs, fromMs } = screen
  const [tab, setTab] = useState<Tab>('live')
  const [liveMs, setLiveMs] = useState(0)
  const [shown, setShown] = useState<ShownNumber | null>(null)
  const [isBig, setBig] = useState(false)
  const [onlyDayOf, setOnlyDayOf] = useState<AgentId | null>(null)
  const views = useRef<HTMLDivElement>(null)
  const leaveBig = useCallback(() => {
    setBig(false)
  }, [])

  const choose = (next: Tab): void => {
    setTab(next)
    if (next === 'replay') {
      setLiveMs(nowMs)
      actions.replay(Math.max(fromMs ?? 0, nowMs - REPLAY_BACK_MS), 0)
    } else if (mode.kind === 'replay') actions.goLive()
  }
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (WITH_WALL.includes(tab) && isAction(event, 'bigScreen')) setBig((isNow) => !isNow)
      else {
        const step = isAction(event, 'nextTab') ? 1 : isAction(event, 'previousTab') ? -1 : null
        const next = step !== null && !isBig && stepInRow(TABS, tab, step)
        if (!next || document.querySelector('[role=dialog]')) return
        keepFocus(views.current)
        choose(next)
      }
      event.preventDefault()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  })
  const open = (number: WallNumber, title: string): void => {
    setShown({ title, cases: null })
    void actions.casesBehind(number).then((cases) => {
      setShown((now) => (now?.title === title ? { title, cases: cases ?? 'away' } : now))
    })
  }
  const board = wall && (
    <WallBoard
      wall={wall}
      nowMs={nowMs}
      names={names}
      onOpen={open}
      onDay={(id) => {
        setOnlyDayOf(id)
        leaveBig()
        choose('days')
      }}
    />
  )

  return (
    <section className={classes.root} aria-label={t('title')}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        <SegmentedControl
          ref={views}
          size="xs"
          aria-label={t('tabs')}
          value={tab}
          data={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))}
          onChange={choose}
        />
        {WITH_WALL.includes(tab) && (
          <Button
            className={classes.big}
            variant="default"
            size="compact-sm"
            title={keyWords.label('bigScreen')}
            aria-keyshortcuts={keyWords.aria('bigScreen')}
            disabled={board === null}
            onClick={() => {
              setBig(true)
            }}
          >
            {t('big.open')}
          </Button>
        )}
      </header>
      {tab === 'days' && <AgentDays nowMs={nowMs} names={names} only={onlyDayOf} onOnly={setOnlyDayOf} />}
      {tab === 'targets' && (
        <div className={classes.section}>
          <TargetsSection names={names} />
        </div>
      )}
      {tab === 'reports' && <ReportsPage onOpenChat={onOpenChat} />}
      {WITH_WALL.includes(tab) && (
        <>
          {!screen.isConnected && wall !== null && <InlineError tone="warn">{t('stale')}</InlineError>}
          {screen.isConnected && screen.disk && (
            <InlineError tone="warn">
              {t('diskLow', { free: size(screen.disk.freeBytes), reserve: size(screen.disk.reserveBytes) })}
            </InlineError>
          )}
          {tab === 'replay' && (
            <ReplayBar
              key={liveMs}
              atMs={nowMs}
              speed={mode.kind === 'replay' ? mode.speed : 0}
              hasEnded={mode.kind === 'replay' && mode.hasEnded}
              fromMs={fromMs}
              untilMs={liveMs}
              onReplay={actions.replay}
            />
          )}
          {isBig && board ? (
            <BigScreen title={t('title')} onLeave={leaveBig}>
              {board}
            </BigScreen>
          ) : (
            (board ?? <Skeleton height={240} radius={8} aria-label={t('loading')} />)
          )}
        </>
      )}
      <CasesDrawer
        shown={shown}
        nowMs={nowMs}
        names={names}
        onOpenChat={(id) => {
          setShown(null)
          leaveBig()
          onOpenChat(id)
        }}
        onClose={() => {
          setShown(null)
        }}
      />
    </section>
  )
}

/** What had the focus in the view that went would leave it nowhere. */
function keepFocus(views: HTMLElement | null): void {
  const held = document.activeElement
  requestAnimationFrame(() => {
    if (held?.isConnected === false) views?.querySelector<HTMLInputElement>('input:checked')?.focus()
  })
}
