import { Button, Group, Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { PolicyContract, SetupOffer, SetupReply } from '#shared/contract/ipc/policy'

import { useTranslation } from '../../../i18n/use-translation'
import { policyRequests } from '../../../data/policy'
import { onEvent } from '../../../ipc/client'
import { InlineError } from '../../../ui/InlineError'
import { expectedOf, settingTitle, settingValue } from '../model/managed-words'
import classes from './SetupDialog.module.css'

/** What a link or a file would set up here, before anything of it is done (spec I7). */
export function SetupDialog() {
  const { t, i18n } = useTranslation('settings')
  const [offer, setOffer] = useState<SetupOffer | null>(null)
  const [reply, setReply] = useState<SetupReply | null>(null)
  useEffect(() => {
    const look = async (): Promise<void> => {
      const waiting = await policyRequests().getSetup()
      setReply(null)
      setOffer(waiting)
    }
    void look()
    const offered = onEvent<PolicyContract, 'setupOffered'>('policy', 'setupOffered', () => void look())
    return () => {
      offered.dispose()
    }
  }, [])
  if (!offer) return null
  const { id, file, items, problems } = offer
  const hasWork = items.some(({ isLocked }) => !isLocked)
  const drop = (): void => {
    setOffer(null)
    void policyRequests().dropSetup({ id })
  }
  const apply = async (): Promise<void> => {
    const answer = await policyRequests().applySetup({ id })
    if (answer.kind === 'applied') setOffer(null)
    else setReply(answer)
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={drop}
      title={t('setup.title')}
      closeButtonProps={{ 'aria-label': t('setup.close') }}
    >
      <Text size="sm">{file === null ? t('setup.fromLink') : t('setup.fromFile', { file })}</Text>
      {!hasWork && (
        <Text size="sm" mt={8}>
          {t('setup.nothing')}
        </Text>
      )}
      <dl className={classes.items}>
        {items.map(({ key, value, isLocked }) => (
          <div key={key} data-locked={isLocked || undefined}>
            <dt>{settingTitle(key, i18n.language)}</dt>
            <dd>
              <b>{settingValue(key, value, i18n.language, t)}</b>
              {isLocked && <small>{t('setup.locked')}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 && (
        <InlineError tone="warn">
          {t('setup.problems')}
          <ul className={classes.problems}>
            {problems.map(({ key, problem, came }) => (
              <li key={key}>{t(`setup.what.${problem}`, { key, came, expected: expectedOf(key, t) })}</li>
            ))}
          </ul>
        </InlineError>
      )}
      {reply && reply.kind !== 'applied' && <InlineError>{t(`setup.reply.${reply.kind}`)}</InlineError>}
      <Group gap={8} mt={16}>
        {hasWork && <Button onClick={() => void apply()}>{t('setup.apply')}</Button>}
        <Button data-autofocus variant={hasWork ? 'subtle' : 'filled'} onClick={drop}>
          {t('setup.drop')}
        </Button>
      </Group>
    </Modal>
  )
}
