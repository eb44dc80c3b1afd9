import { Button, FileButton, Group, Input } from '@mantine/core'
import { useEffect, useState } from 'react'

import {
  MAX_AUTHORITY_CHARACTERS,
  type AuthorityProblem,
  type CertificateAuthority,
} from '#shared/domain/certificate-authority'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import { BridgeError } from '../../../ipc/client'
import { formatDate } from '../../../ui/time'
import { sipRequests } from '../../calls'
import { pemOf } from '../model/pem-of'
import classes from './SipAccountForm.module.css'

export interface AuthorityFieldProps {
  readonly pem: string | null
  readonly onChange: (pem: string | null) => void
}

type Known = Result<CertificateAuthority, AuthorityProblem> | { readonly bugId: string } | null

/** The certificate of the company's own authority: chosen as a file, judged at once, shown by its name. */
export function AuthorityField({ pem, onChange }: AuthorityFieldProps) {
  const { t, i18n } = useTranslation('settings')
  const [known, setKnown] = useState<Known>(null)
  const [refused, setRefused] = useState<Known>(null)

  useEffect(() => {
    let isCurrent = true
    if (pem !== null)
      void judge(pem).then((judged) => {
        if (isCurrent) setKnown(judged)
      })
    return () => {
      isCurrent = false
    }
  }, [pem])

  const take = async (file: File | null): Promise<void> => {
    if (!file) return
    const read: { readonly pem: string; readonly judged: Known } | null =
      file.size > MAX_AUTHORITY_CHARACTERS ? null : await readAndJudge(file)
    const judged: Known = read ? read.judged : { ok: false, error: 'tooLarge' }
    const isTaken = read !== null && judged !== null && 'ok' in judged && judged.ok
    // What was chosen before stays, and is shown to stay.
    setRefused(isTaken ? null : judged)
    if (!isTaken) return
    setKnown(judged)
    onChange(read.pem)
  }
  const wrong = refused ?? known
  const problem =
    wrong === null || ('ok' in wrong && wrong.ok)
      ? null
      : 'bugId' in wrong
        ? t('form.authority.failed', { id: wrong.bugId })
        : t(`form.authority.problems.${wrong.error}`)

  return (
    <Input.Wrapper label={t('form.authority.label')} description={t('form.authority.hint')} error={problem}>
      {pem !== null && known !== null && 'ok' in known && known.ok && (
        <p className={classes.authority}>
          {t('form.authority.known', {
            subject: known.value.subject,
            date: formatDate(known.value.validUntilMs, i18n.language),
          })}
        </p>
      )}
      <Group gap={8} my={6}>
        <FileButton accept=".pem,.crt,.cer,.der" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" size="compact-sm" {...props}>
              {t('form.authority.choose')}
            </Button>
          )}
        </FileButton>
        {pem !== null && (
          <Button
            variant="subtle"
            size="compact-sm"
            color="danger"
            onClick={() => {
              setKnown(null)
              setRefused(null)
              onChange(null)
            }}
          >
            {t('form.authority.remove')}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  )
}

async function readAndJudge(file: File): Promise<{ readonly pem: string; readonly judged: Known }> {
  const pem = pemOf(new Uint8Array(await file.arrayBuffer()))
  return { pem, judged: await judge(pem) }
}

async function judge(pem: string): Promise<Known> {
  try {
    return await sipRequests().readAuthority({ pem })
  } catch (error) {
    if (error instanceof BridgeError) return { bugId: error.errorId }
    throw error
  }
}
