import { Button, Group } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import { useOffers } from '../../../data/use-offers'
import { EmptyState } from '../../../ui/EmptyState'
import { NoChannels } from '../../../ui/illustrations/NoChannels'
import { useChatsEnvironment } from './chats-environment'

/** A desk with nothing connected: the two steps that bring work, in the middle of what is else empty. */
export function StartHere() {
  const { t } = useTranslation('chats')
  const { connectChannel, addLine } = useChatsEnvironment()
  const canConnect = useOffers()('channels')
  return (
    <EmptyState
      picture={<NoChannels />}
      title={t('empty.start')}
      hint={t(canConnect ? 'empty.startHint' : 'empty.askAdministrator')}
      action={
        <Group gap={8} justify="center">
          {canConnect && <Button onClick={connectChannel}>{t('empty.connect')}</Button>}
          <Button variant="light" onClick={addLine}>
            {t('empty.addLine')}
          </Button>
        </Group>
      }
    />
  )
}
