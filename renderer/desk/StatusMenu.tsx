import { Menu, UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react'

import type { Agent, AgentStatus } from '#shared/domain/agent'

import { useTranslation } from '../i18n/use-translation'
import { isTeamDesk } from '../data/cache-name'
import type { Me } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { Avatar } from '../ui/Avatar'
import { useClock } from '../ui/clock-context'
import { IconBellOff, IconCheck, IconLogout } from '../ui/icons'
import { isAction } from '../ui/keys/key-table'
import { KeyCap } from '../ui/keys/KeyCap'
import { useKeyWords } from '../ui/keys/use-key-words'
import { formatClock } from '../ui/time'
import { useObserved } from '../ui/use-observed'
import { toggleQuiet } from './toggle-quiet'
import { OwnStatusItems } from './OwnStatusItems'
import { QuietItems } from './QuietItems'
import { useQuietUntil } from './use-quiet-until'
import classes from './StatusMenu.module.css'

const SignOutDialog = lazy(async () => ({
  default: (await import('../features/sign-in/ui/SignOutDialog')).SignOutDialog,
}))

export interface StatusMenuProps {
  readonly me: Me
  readonly label: string
  readonly children: ReactNode
}

/** A wrap-up comes by itself; whoever needs it longer says so in its bar. */
const STATUSES = ['online', 'break', 'away', 'offline'] as const satisfies readonly AgentStatus[]

/** The own status; with the hub of this computer as whom one looks at it all, at a team's the way out. */
export function StatusMenu({ me, label, children }: StatusMenuProps) {
  const { t, i18n } = useTranslation(['cases', 'signIn', 'shell'])
  const keyWords = useKeyWords()
  const data = useDeskData()
  const clock = useClock()
  const quietUntil = useQuietUntil()
  const [isTeam] = useState(() => isTeamDesk(location.search))
  const own = me.agent.status === 'wrapUp' ? undefined : me.ownStatus
  const [isOpen, setIsOpen] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)
  const agents = useObserved<readonly Agent[]>(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    [],
  )
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (isAction(event, 'status')) setIsOpen((before) => !before)
      else if (isAction(event, 'quiet')) toggleQuiet(clock.now())
      else if (isTeam && isAction(event, 'signOut')) setIsLeaving(true)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [isTeam, clock])
  // Whoever signed in acts in their own name.
  const others = isTeam ? [] : agents.filter(({ id, isRemoved }) => id !== me.own.id && !isRemoved)
  const words =
    quietUntil === null
      ? label
      : `${label}. ${t('shell:quiet.until', { time: formatClock(quietUntil, i18n.language) })}`
  return (
    <>
      <Menu opened={isOpen} onChange={setIsOpen} position="right-end" width={280} offset={10}>
        <Menu.Target>
          <UnstyledButton
            className={classes.button}
            aria-label={words}
            aria-keyshortcuts={keyWords.aria('status')}
            title={isOpen ? '' : keyWords.beside(words, 'status')}
          >
            {children}
            {quietUntil !== null && <IconBellOff className={classes.quiet ?? ''} size={12} aria-hidden />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('status.menu')}</Menu.Label>
          {STATUSES.map((status) => (
            <Menu.Item
              key={status}
              aria-current={(!own && me.agent.status === status) || undefined}
              leftSection={<i className={classes.dot} data-status={status} />}
              rightSection={!own && me.agent.status === status && <IconCheck size={16} aria-hidden />}
              onClick={() => void data.setStatus(status)}
            >
              {t(`status.${status}`)}
            </Menu.Item>
          ))}
          <OwnStatusItems present={own?.id ?? null} />
          <div className={classes.hint}>{t('status.routing')}</div>
          <QuietItems />
          {others.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('status.actAs')}</Menu.Label>
              <div className={classes.people}>
                {[me.own, ...others].map((agent) => (
                  <Menu.Item
                    key={agent.id}
                    aria-current={me.agent.id === agent.id || undefined}
                    leftSection={<Avatar name={agent.name} seed={agent.id} size={22} />}
                    rightSection={me.agent.id === agent.id && <IconCheck size={16} aria-hidden />}
                    onClick={() => void data.actAs(agent.id === me.own.id ? null : agent.id)}
                  >
                    {agent.id === me.own.id ? t('status.self', { name: agent.name }) : agent.name}
                  </Menu.Item>
                ))}
              </div>
              <div className={classes.hint}>{t('status.actAsHint')}</div>
            </>
          )}
          {isTeam && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconLogout size={16} aria-hidden />}
                rightSection={<KeyCap action="signOut" />}
                onClick={() => {
                  setIsLeaving(true)
                }}
              >
                {t('signIn:signOut.open')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isLeaving && (
        <Suspense fallback={null}>
          <SignOutDialog
            onClose={() => {
              setIsLeaving(false)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
