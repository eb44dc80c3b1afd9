import { Box, Button, Group, Modal, PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'

import { PASSPHRASE_LENGTH } from '#shared/contract/hub-process'
import type { MoveReply } from '#shared/contract/ipc/moving'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { BridgeError } from '../../../ipc/client'
import { InlineError } from '../../../ui/InlineError'
import { movingRequests } from '../model/moving'

export interface MoveDialogProps {
  readonly onClose: () => void
}

type Problem = 'short' | 'different' | 'unsent' | Extract<MoveReply, { kind: 'failed' }>['reason']

/** Makes the file with which everything moves to a team's hub, and says what is done with it then. */
export function MoveDialog({ onClose }: MoveDialogProps) {
  const { t } = useTranslation(['signIn', 'common'])
  const { isBusy, problem, bugId, saved, submit } = useMoveOut()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const title = t(saved ? 'move.savedTitle' : 'move.title')
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!isBusy}
      closeOnClickOutside={false}
      withCloseButton={!isBusy}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {saved ? (
        <>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('move.saved', { file: saved.file, count: saved.content.files })}
          </Text>
          <Text size="sm" mt={8}>
            {t('move.next')}
          </Text>
          {saved.content.missingFiles > 0 && (
            <Text size="sm" mt={8}>
              {t('move.missing', { count: saved.content.missingFiles })}
            </Text>
          )}
          <Button mt={16} data-autofocus onClick={onClose}>
            {t('move.done')}
          </Button>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void submit(passphrase, again)
          }}
        >
          <Text size="sm">{t('move.text')}</Text>
          <PasswordInput
            mt={16}
            data-autofocus
            label={t('move.passphrase')}
            description={t('move.passphraseHint', { count: PASSPHRASE_LENGTH.min })}
            maxLength={PASSPHRASE_LENGTH.max}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
            value={passphrase}
            onChange={(event) => {
              setPassphrase(event.currentTarget.value)
            }}
          />
          <PasswordInput
            mt={8}
            label={t('move.again')}
            maxLength={PASSPHRASE_LENGTH.max}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
            value={again}
            onChange={(event) => {
              setAgain(event.currentTarget.value)
            }}
          />
          {(problem ?? bugId) !== null && (
            <Box mt={12}>
              <InlineError>
                {problem
                  ? t(`move.problem.${problem}`, { count: PASSPHRASE_LENGTH.min })
                  : t('common:bug', { id: bugId })}
              </InlineError>
            </Box>
          )}
          <Group gap={8} mt={16}>
            <Button type="submit" loading={isBusy}>
              {t('move.submit')}
            </Button>
            <Button variant="subtle" onClick={onClose} disabled={isBusy}>
              {t('move.cancel')}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}

function useMoveOut() {
  const data = useDeskData()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [bugId, setBugId] = useState<string | null>(null)
  const [saved, setSaved] = useState<Extract<MoveReply, { kind: 'saved' }> | null>(null)
  const submit = async (passphrase: string, again: string): Promise<void> => {
    setBugId(null)
    if (passphrase.length < PASSPHRASE_LENGTH.min) {
      setProblem('short')
      return
    }
    if (passphrase !== again) {
      setProblem('different')
      return
    }
    setProblem(null)
    setIsBusy(true)
    try {
      // What only this window has would not be in the file.
      const { messages } = await data.countOnlyHere()
      if (messages > 0) {
        setProblem('unsent')
        return
      }
      const reply = await movingRequests().moveOut({ passphrase })
      if (reply.kind === 'saved') setSaved(reply)
      if (reply.kind === 'failed') setProblem(reply.reason)
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error
      setBugId(error.errorId)
    } finally {
      setIsBusy(false)
    }
  }
  return { isBusy, problem, bugId, saved, submit }
}
