import { useEffect } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { caseRefusalKey, refusalKey } from '../model/refusal-key'

/** Wishes that no message can show as failed are told here, in words. */
export function useRefusals(): void {
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'cases', 'common'])
  useEffect(() => {
    const tell = async (words: string): Promise<void> => {
      const { notifications } = await import('@mantine/notifications')
      notifications.show({
        color: 'red',
        title: t('refusal.title'),
        message: words,
        closeButtonProps: { 'aria-label': t('common:close') },
      })
    }
    const subscription = data.onRefused((refusal) => {
      const key = caseRefusalKey(refusal)
      void tell(key ? t(`cases:refusal.${key}`) : t(`refusal.${refusalKey(refusal.reason, refusal.command)}`))
    })
    return () => {
      subscription.dispose()
    }
  }, [data, t])
}
