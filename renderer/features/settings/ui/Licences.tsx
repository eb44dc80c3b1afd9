import { Button, Modal } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { appRequests } from '../model/app-settings'
import classes from './AboutSection.module.css'

/** The texts of everything that Otklik is made of, as its authors ask. */
export function Licences() {
  const { t } = useTranslation('settings')
  const [text, setText] = useState<string | null>(null)
  return (
    <>
      <Button mt={8} variant="light" onClick={() => void appRequests().readLicences().then(setText)}>
        {t('about.licences')}
      </Button>
      <Modal
        opened={text !== null}
        size="xl"
        onClose={() => {
          setText(null)
        }}
        title={t('about.licences')}
        closeButtonProps={{ 'aria-label': t('about.licencesClose') }}
      >
        <pre className={classes.licences} tabIndex={0} aria-label={t('about.licences')}>
          {text}
        </pre>
      </Modal>
    </>
  )
}
