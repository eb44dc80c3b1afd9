import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import { bot as botSchema } from '#shared/contract/administration'
import { checkMenu } from '#shared/domain/menu-check'

import { useTranslation } from '../../../i18n/use-translation'
import { IconPlus } from '../../../ui/icons'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { SaveBar } from '../../admin'
import { addScreen } from '../model/edit-menu'
import classes from './Bots.module.css'
import type { BotFormProps } from './HttpBotForm'
import { MenuPreview } from './MenuPreview'
import { ScreenCard } from './ScreenCard'

const NAME_LENGTH = 80
const MAX_SCREENS = 100

/** Screens with numbered choices on the left, the talk they make on the right. */
export function MenuBotForm({ bot, isNew, isBusy, onSave }: BotFormProps<'menu'>) {
  const { t } = useTranslation('bots')
  const [form, setForm] = useState(bot)
  const [isTried, setTried] = useState(false)
  const { menu } = form
  const isChanged = isNew || JSON.stringify(form) !== JSON.stringify(bot)
  const problems = checkMenu(menu)
  const checked = botSchema.safeParse(form)
  const isWrong = problems.some(({ severity }) => severity === 'error')
  const save = async (): Promise<boolean> => {
    setTried(true)
    return checked.success && !isWrong && onSave(checked.data)
  }
  const reset = (): void => {
    setForm(bot)
    setTried(false)
  }
  useUnsaved({ isChanged: JSON.stringify(form) !== JSON.stringify(bot), save, discard: reset })
  const change = (changed: typeof menu): void => {
    setForm({ ...form, menu: changed })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className={classes.notice}>{t('menu.intro')}</p>
      <div className={classes.editor}>
        <div className={classes.form}>
          <TextInput
            autoFocus
            label={t('name')}
            maxLength={NAME_LENGTH}
            value={form.name}
            error={isTried && form.name.trim() === '' ? t('required') : null}
            onChange={(event) => {
              setForm({ ...form, name: event.currentTarget.value })
            }}
          />
          <ol className={classes.screens} aria-label={t('menu.screens')}>
            {menu.screens.map((screen, index) => (
              <ScreenCard
                key={screen.id}
                menu={menu}
                screen={screen}
                number={index + 1}
                problems={problems}
                isTried={isTried}
                onChange={change}
              />
            ))}
          </ol>
          <div>
            <Button
              variant="subtle"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={menu.screens.length >= MAX_SCREENS}
              onClick={() => {
                change(addScreen(menu, uuid()))
              }}
            >
              {t('menu.addScreen')}
            </Button>
          </div>
        </div>
        <MenuPreview menu={menu} />
      </div>
      <SaveBar
        isChanged={isChanged}
        isBusy={isBusy}
        isSaved={false}
        blockedBy={isWrong || (isTried && !checked.success) ? t('fixFirst') : null}
        onReset={reset}
      />
    </form>
  )
}
