import { Button, Group, Modal, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { SipContract } from '#shared/contract/ipc/sip'
import type { SipTestStep } from '#shared/domain/sip-account'

import { useTranslation } from '../../../i18n/use-translation'
import { BridgeError, onEvent } from '../../../ipc/client'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { sipRequests } from '../../calls'
import { useLineLocks } from '../model/line-locks'
import { parseSipForm, type SipForm, type SipFormErrors } from '../model/sip-form'
import { testRows } from '../model/sip-test'
import { SipAccountForm } from './SipAccountForm'
import { TestPanel } from './TestPanel'
import classes from './LineEditor.module.css'

export interface LineEditorProps {
  readonly initial: SipForm
  readonly isNew: boolean
  readonly onDone: () => void
}

interface TestRun {
  readonly id: string
  readonly transport: SipForm['transport']
  readonly steps: readonly SipTestStep[]
  readonly isRunning: boolean
}

/** One line's form beside its test. Nothing typed is lost to an error, a failed save or a failed test. */
export function LineEditor({ initial, isNew, onDone }: LineEditorProps) {
  const { t } = useTranslation('settings')
  const [form, setForm] = useState(initial)
  const [errors, setErrors] = useState<SipFormErrors>({})
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isAskingDelete, setAskingDelete] = useState(false)
  const [run, setRun] = useState<TestRun | null>(null)
  const [testProblem, setTestProblem] = useState<string | null>(null)
  const locks = useLineLocks()({ id: initial.id, user: initial.user })
  const root = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const subscription = onEvent<SipContract, 'testProgress'>('sip', 'testProgress', ({ testId, steps }) => {
      setRun((current) => (current?.id === testId && current.isRunning ? { ...current, steps } : current))
    })
    return () => {
      subscription.dispose()
    }
  }, [])

  const showErrors = (found: SipFormErrors): void => {
    setErrors(found)
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const save = async (): Promise<boolean> => {
    const parsed = parseSipForm(form)
    if (!parsed.ok) {
      showErrors(parsed.error)
      return false
    }
    setBusy(true)
    setProblem(null)
    try {
      const saved = await sipRequests().saveAccount(parsed.value)
      if (saved.ok) onDone()
      else if (saved.error.reason === 'passwordMissing') showErrors({ password: saved.error.reason })
      else if (saved.error.reason === 'locked') setProblem(t('form.lockedNow'))
      else setProblem(t(`form.authority.problems.${saved.error.problem}`))
      return saved.ok
    } catch (error) {
      setProblem(t('form.saveFailed', { id: bugId(error) }))
      return false
    } finally {
      setBusy(false)
    }
  }
  useUnsaved({ isChanged: JSON.stringify(form) !== JSON.stringify(initial), save, discard: onDone })
  const test = async (tested: SipForm): Promise<void> => {
    const parsed = parseSipForm(tested)
    if (!parsed.ok) {
      setTestProblem(t('test.fixFirst'))
      showErrors(parsed.error)
      return
    }
    setErrors({})
    setTestProblem(null)
    const started: TestRun = { id: uuid(), transport: tested.transport, steps: [], isRunning: true }
    setRun(started)
    try {
      const steps = await sipRequests().testAccount({ testId: started.id, account: parsed.value })
      setRun((current) => (current?.id === started.id ? { ...current, steps, isRunning: false } : current))
    } catch (error) {
      setRun(null)
      setTestProblem(t('test.failedToRun', { id: bugId(error) }))
    }
  }

  const remove = async (): Promise<void> => {
    const removed = await sipRequests().removeAccount({ id: form.id })
    setAskingDelete(false)
    if (removed.ok) onDone()
    else setProblem(t('form.lockedNow'))
  }

  return (
    <div className={classes.root} ref={root}>
      <SipAccountForm
        form={form}
        locks={locks}
        errors={errors}
        isBusy={isBusy}
        problem={problem}
        onChange={(next) => {
          setForm(next)
          setErrors((before) => withoutChanged(before, form, next))
        }}
        onSave={() => void save()}
        onTest={() => void test(form)}
        onCancel={onDone}
        onDelete={
          isNew || locks.isCompanys
            ? null
            : () => {
                setAskingDelete(true)
              }
        }
      />
      <TestPanel
        rows={run && testRows(run.transport, run.steps)}
        isRunning={run?.isRunning ?? false}
        problem={testProblem}
        onTrust={(pinnedFingerprint) => {
          const trusting = { ...form, pinnedFingerprint }
          setForm(trusting)
          void test(trusting)
        }}
      />
      <Modal
        opened={isAskingDelete}
        onClose={() => {
          setAskingDelete(false)
        }}
        closeButtonProps={{ 'aria-label': t('remove.no') }}
        title={t('remove.title', { line: form.label || `${form.user}@${form.domain}` })}
      >
        <Text size="sm">{t('remove.text')}</Text>
        <Group mt="md" justify="flex-end" gap={8}>
          <Button
            variant="default"
            data-autofocus
            onClick={() => {
              setAskingDelete(false)
            }}
          >
            {t('remove.no')}
          </Button>
          <Button color="danger" onClick={() => void remove()}>
            {t('remove.yes')}
          </Button>
        </Group>
      </Modal>
    </div>
  )
}

/** A field that is being corrected no longer complains; the others do. */
function withoutChanged(errors: SipFormErrors, before: SipForm, after: SipForm): SipFormErrors {
  return Object.fromEntries(
    Object.entries(errors).filter(
      ([field]) => before[field as keyof SipFormErrors] === after[field as keyof SipFormErrors],
    ),
  )
}

function bugId(error: unknown): string {
  if (error instanceof BridgeError) return error.errorId
  throw error
}
