import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useDeskData } from '../data/desk-data-context'
import { refusalKey } from './refusal-key'

/** Wishes that no message can show as failed are told here, in words. */
export function useRefusals(): void {
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'common'])
  useEffect(() => {
    const tell = async (reason: string): Promise<void> => {
      const { notifications } = await import('@mantine/notifications')
      notifications.show({
        color: 'red',
        title: t('refusal.title'),
        message: t(`refusal.${refusalKey(reason)}`),
        closeButtonProps: { 'aria-label': t('common:close') },
      })
    }
    const subscription = data.onRefused(({ reason }) => {
      void tell(reason)
    })
    return () => {
      subscription.dispose()
    }
  }, [data, t])
}
