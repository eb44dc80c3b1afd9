import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useDeskData } from '../data/desk-data-context'
import { refusalKey } from './refusal-key'

/** Wishes that no message can show as failed are told here, in words. */
export function useRefusals(): void {
  const data = useDeskData()
  const { t } = useTranslation('chats')
  useEffect(() => {
    const subscription = data.onRefused(({ reason }) => {
      notifications.show({ color: 'red', title: t('refusal.title'), message: t(`refusal.${refusalKey(reason)}`) })
    })
    return () => {
      subscription.dispose()
    }
  }, [data, t])
}
