import { Button, Group, Modal, NumberInput, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import { textLength } from '#shared/domain/capabilities'
import type { AutoAnswer } from '#shared/domain/channel-settings'
import type { AutoAnswerId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconButton } from '../../../../ui/IconButton'
import { IconPlus, IconTrash } from '../../../../ui/icons'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import { DELAY_UNITS, fromDelay, toDelay } from '../../model/delay'
import classes from './ChannelSettings.module.css'

const MAX_ANSWERS = 20
const MAX_AMOUNT = 10_000
const SUGGESTED_DELAY_MS = 60_000

export interface AutoAnswersDialogProps {
  readonly title: string
  readonly answers: readonly AutoAnswer[]
  readonly maxTextLength: number
  readonly onApply: (answers: readonly AutoAnswer[]) => void
  /** Keeps them for good, with the rest of the page: where the page is left from here. Answers whether that went well. */
  readonly onSave: (answers: readonly AutoAnswer[]) => Promise<boolean>
  readonly onClose: () => void
}

/** Texts and the time after which the client sees them (spec A10, A11). Nothing is taken over without «Применить». */
export function AutoAnswersDialog(props: AutoAnswersDialogProps) {
  const { title, answers, maxTextLength, onApply, onSave, onClose } = props
  const { t } = useTranslation('channels')
  const [rows, setRows] = useState<readonly AutoAnswer[]>(() => (answers.length > 0 ? answers : [newAnswer([])]))
  const isComplete = rows.every(({ text }) => text.trim() !== '' && textLength(text.trim()) <= maxTextLength)
  const change = (id: AutoAnswerId, patch: Partial<AutoAnswer>): void => {
    setRows(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)))
  }
  const wished = rows.map((row) => ({ ...row, text: row.text.trim() })).sort((a, b) => a.delayMs - b.delayMs)
  const apply = (): void => {
    if (isComplete) onApply(wished)
  }
  const save = async (): Promise<boolean> => {
    if (!isComplete) return false
    // Taken over first: what cannot be saved now is not lost, and the page says why.
    onApply(wished)
    return onSave(wished)
  }
  const [initial] = useState(() => JSON.stringify(rows))
  const leave = useUnsaved({
    isChanged: JSON.stringify(rows) !== initial,
    save,
    discard: onClose,
  })
  return (
    <Modal
      opened
      size="lg"
      onClose={() => {
        leave(onClose)
      }}
      title={title}
      closeButtonProps={{ 'aria-label': t('settings.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          // A dialog stands within the form of the page in React's tree: that one is not to be saved by this.
          event.stopPropagation()
          apply()
        }}
      >
        <p className={classes.notice}>{t('settings.answers.intro')}</p>
        <ul className={classes.answers}>
          {rows.map((row, index) => {
            const length = textLength(row.text.trim())
            const { amount, unit } = toDelay(row.delayMs)
            const name = t('settings.answers.number', { number: index + 1 })
            return (
              <li key={row.id} className={classes.answer}>
                <Textarea
                  label={name}
                  rows={2}
                  value={row.text}
                  error={length > maxTextLength ? t('settings.answers.tooLong', { length, max: maxTextLength }) : null}
                  onChange={(event) => {
                    change(row.id, { text: event.currentTarget.value })
                  }}
                />
                <Group gap={8} align="flex-end" wrap="nowrap">
                  <NumberInput
                    label={t('settings.answers.after')}
                    aria-label={`${name}: ${t('settings.answers.after')}`}
                    w={110}
                    min={0}
                    max={MAX_AMOUNT}
                    clampBehavior="strict"
                    allowDecimal={false}
                    value={amount}
                    onChange={(value) => {
                      if (typeof value === 'number') change(row.id, { delayMs: fromDelay(value, unit) })
                    }}
                  />
                  <Select
                    aria-label={`${name}: ${t('settings.answers.unit')}`}
                    w={130}
                    allowDeselect={false}
                    data={DELAY_UNITS.map((value) => ({ value, label: t(`settings.answers.units.${value}`) }))}
                    value={unit}
                    onChange={(value) => {
                      const next = DELAY_UNITS.find((each) => each === value)
                      if (next) change(row.id, { delayMs: fromDelay(amount, next) })
                    }}
                  />
                  <IconButton
                    label={t('settings.answers.remove', { name })}
                    onClick={() => {
                      setRows(rows.filter(({ id }) => id !== row.id))
                    }}
                  >
                    <IconTrash size={18} stroke={1.7} aria-hidden />
                  </IconButton>
                </Group>
              </li>
            )
          })}
        </ul>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={rows.length >= MAX_ANSWERS}
          onClick={() => {
            setRows([...rows, newAnswer(rows)])
          }}
        >
          {t('settings.answers.add')}
        </Button>
        <Group gap={8} mt={16}>
          <Button
            type="submit"
            disabled={!isComplete}
            title={isComplete ? undefined : t('settings.answers.incomplete')}
          >
            {t('settings.answers.apply')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('form.cancel')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function newAnswer(rows: readonly AutoAnswer[]): AutoAnswer {
  const lastMs = Math.max(0, ...rows.map(({ delayMs }) => delayMs))
  return { id: uuid() as AutoAnswerId, text: '', delayMs: lastMs + SUGGESTED_DELAY_MS }
}
