import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'

import type { NetworkQuestion } from '#shared/contract/ipc/network'

import { useTranslation } from '../../../i18n/use-translation'
import { networkRequests } from '../model/network'

/** The server wants to see a certificate of this computer, which names whoever it was issued for. */
export function ChooseCertificate({
  question,
}: {
  readonly question: Extract<NetworkQuestion, { kind: 'certificate' }>
}) {
  const { t, i18n } = useTranslation('settings')
  const { id, host, certificates } = question
  const [chosen, setChosen] = useState(certificates[0]?.fingerprint ?? '')
  const drop = (): void => {
    void networkRequests().dropQuestion({ id })
  }
  const day = (ms: number) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(ms)
  return (
    <Modal opened onClose={drop} title={t('certificate.title')} closeButtonProps={{ 'aria-label': t('setup.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void networkRequests().chooseCertificate({ id, fingerprint: chosen })
        }}
      >
        <Text size="sm">{t('certificate.text', { host })}</Text>
        <Radio.Group mt={12} value={chosen} onChange={setChosen} aria-label={t('certificate.title')}>
          <Stack gap={8}>
            {certificates.map(({ fingerprint, name, issuer, validUntilMs }) => (
              <Radio
                key={fingerprint}
                value={fingerprint}
                label={name}
                description={t('certificate.about', { issuer, date: day(validUntilMs) })}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap={8} mt={16}>
          <Button type="submit" data-autofocus>
            {t('certificate.send')}
          </Button>
          <Button variant="subtle" onClick={drop}>
            {t('certificate.drop')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
