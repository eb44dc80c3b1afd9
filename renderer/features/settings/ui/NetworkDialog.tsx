import { Box, Button, Checkbox, Group, Modal, PasswordInput, Text, TextInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'

import type { NetworkContract, NetworkQuestion } from '#shared/contract/ipc/network'

import { useTranslation } from '../../../i18n/use-translation'
import { onEvent } from '../../../ipc/client'
import { InlineError } from '../../../ui/InlineError'
import { networkRequests } from '../model/network'
import { ChooseCertificate } from './ChooseCertificate'

/** A proxy, or the server, asks who one is (spec I4). Over the desk and over the sign-in page. */
export function NetworkDialog() {
  const [question, setQuestion] = useState<NetworkQuestion | null>(null)
  useEffect(() => {
    const look = async (): Promise<void> => {
      setQuestion(await networkRequests().getQuestion())
    }
    void look()
    const changed = onEvent<NetworkContract, 'questionChanged'>('network', 'questionChanged', () => void look())
    return () => {
      changed.dispose()
    }
  }, [])
  if (!question) return null
  return question.kind === 'proxyLogin' ? (
    <Login key={question.id} question={question} />
  ) : (
    <ChooseCertificate key={question.id} question={question} />
  )
}

function Login({ question }: { readonly question: Extract<NetworkQuestion, { kind: 'proxyLogin' }> }) {
  const { t } = useTranslation('settings')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [keeps, setKeeps] = useState(false)
  const { id, proxy, realm, isOpen, isAgain } = question
  const drop = (): void => {
    void networkRequests().dropQuestion({ id })
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (user !== '') void networkRequests().answerProxyLogin({ id, user, password, keeps })
  }
  return (
    <Modal opened onClose={drop} title={t('proxyLogin.title')} closeButtonProps={{ 'aria-label': t('setup.close') }}>
      <form noValidate onSubmit={send}>
        <Text size="sm">{t('proxyLogin.text', { proxy })}</Text>
        {realm !== '' && (
          <Text size="sm" mt={4} c="dimmed">
            {t('proxyLogin.realm', { realm })}
          </Text>
        )}
        {isAgain && (
          <Box mt={12}>
            <InlineError>{t('proxyLogin.again')}</InlineError>
          </Box>
        )}
        <TextInput
          data-autofocus
          mt={12}
          label={t('proxyLogin.user')}
          value={user}
          maxLength={320}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setUser(event.currentTarget.value)
          }}
        />
        <PasswordInput
          mt={8}
          label={t('proxyLogin.password')}
          value={password}
          maxLength={2000}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('proxyLogin.show'), title: t('proxyLogin.show') }}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
          }}
        />
        <Checkbox
          mt={12}
          label={t('proxyLogin.keep')}
          checked={keeps}
          onChange={(event) => {
            setKeeps(event.currentTarget.checked)
          }}
        />
        {isOpen && (
          <Text size="sm" mt={8} c="dimmed">
            {t('proxyLogin.open')}
          </Text>
        )}
        <Group gap={8} mt={16}>
          <Button type="submit" disabled={user === ''}>
            {t('proxyLogin.send')}
          </Button>
          <Button variant="subtle" onClick={drop}>
            {t('proxyLogin.drop')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
