import { Button } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { Section, SettingRow } from '../../../ui/Section'
import { useIsMoved } from '../model/use-is-moved'
import { signInRequests, useSignInState } from '../model/use-sign-in-state'
import { MoveRows } from './MoveRows'
import { SignOutDialog } from './SignOutDialog'

/** In the settings: with which hub this desk works, and the way to another. */
export function WorkplaceSection() {
  const { t } = useTranslation('signIn')
  const state = useSignInState()
  const isMoved = useIsMoved()
  const isLocked = useLocks()('workplace.hub')
  const [isLeaving, setIsLeaving] = useState(false)
  if (!state) return null
  const { place, url, name, login } = state
  return (
    <Section title={t('place.title')} intro={t('place.intro')}>
      {place === 'team' && url !== null ? (
        <>
          <SettingRow isLocked={isLocked} label={t('place.team')} hint={t('place.teamHint')}>
            <span>{new URL(url).host}</span>
          </SettingRow>
          <SettingRow label={t('place.person')} hint={login ?? undefined}>
            <span>{name}</span>
          </SettingRow>
          <SettingRow label={t('place.leave')} hint={t('place.leaveHint')}>
            <Button
              variant="light"
              onClick={() => {
                setIsLeaving(true)
              }}
            >
              {t('signOut.open')}
            </Button>
          </SettingRow>
        </>
      ) : (
        <>
          <SettingRow
            isLocked={isLocked}
            label={t('place.alone')}
            hint={t(isMoved ? 'place.movedHint' : 'place.aloneHint')}
          >
            <Button variant="light" disabled={isLocked} onClick={() => void signInRequests().openChoice()}>
              {t('place.join')}
            </Button>
          </SettingRow>
          {/* Whoever may not join a team's server has nothing to take there. */}
          {(!isLocked || isMoved) && <MoveRows />}
        </>
      )}
      {isLeaving && (
        <SignOutDialog
          onClose={() => {
            setIsLeaving(false)
          }}
        />
      )}
    </Section>
  )
}
