import { Button } from '@mantine/core'
import { useEffect } from 'react'

import { useTranslation } from '../i18n/use-translation'
import { usePolicy } from '../data/policy'

/** What the company has set and Otklik did not understand is said once, with the way to the details. */
export function usePolicyProblems(showDetails: () => void): void {
  const { t } = useTranslation(['settings', 'common'])
  const problems = usePolicy()?.problems ?? []
  const what = JSON.stringify(problems.map(({ where, key, problem }) => [where, key, problem]))
  const hasProblems = problems.length > 0
  useEffect(() => {
    if (!hasProblems) return
    void import('@mantine/notifications').then(({ notifications }) => {
      const id = notifications.show({
        title: t('settings:company.toast'),
        autoClose: false,
        closeButtonProps: { 'aria-label': t('common:close') },
        message: (
          <>
            <div>{t('settings:company.toastText')}</div>
            <Button
              mt={8}
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(id)
                showDetails()
              }}
            >
              {t('settings:company.toastShow')}
            </Button>
          </>
        ),
      })
    })
  }, [what, hasProblems, showDetails, t])
}
