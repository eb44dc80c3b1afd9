import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'

import { ACTION_PLACES, type ActionId } from '#shared/domain/keys/actions'
import { keysInForce, type KeyChoices } from '#shared/domain/keys/keys-in-force'

import { useTranslation } from '../../../../i18n/use-translation'
import { useLocks } from '../../../../data/policy'
import { IconSearch } from '../../../../ui/icons'
import { LockMark } from '../../../../ui/LockMark'
import { Section } from '../../../../ui/Section'
import { changeSettings, useAppSettings } from '../../model/app-settings'
import { findActions } from '../../model/key-words'
import { shortcutOfAccelerator } from '../../model/rebinding'
import { BrokenChoices } from './BrokenChoices'
import { KeyRow } from './KeyRow'
import classes from './KeysSection.module.css'

/** Every action with its key, by the place where it is heard; each can have another key (spec L2). */
export function KeysSection() {
  const { t } = useTranslation('keys')
  const settings = useAppSettings()
  const isLocked = useLocks()('look.keys')
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  if (!settings) return null
  const { keys, broken } = keysInForce(settings.keys)
  const globals = {
    answer: shortcutOfAccelerator(settings.answerHotkey),
    hangUp: shortcutOfAccelerator(settings.hangUpHotkey),
    dial: shortcutOfAccelerator(settings.dialHotkey),
  }
  const nameOf = (action: ActionId) => t(`action.${action}`)
  const places = ACTION_PLACES.map((place) => ({ place, actions: findActions(place, typed, keys, nameOf) })).filter(
    ({ actions }) => actions.length > 0,
  )
  const change = (choices: KeyChoices, words: string): void => {
    void changeSettings({ keys: choices }).then(() => {
      setSaid(words)
    })
  }
  return (
    <Section
      title={t('title')}
      intro={t('intro')}
      action={
        <Button
          variant="default"
          disabled={isLocked || Object.keys(settings.keys).length === 0}
          onClick={() => {
            change({}, t('resetAllDone'))
          }}
        >
          {t('resetAll')}
        </Button>
      }
    >
      {isLocked && <LockMark />}
      <BrokenChoices
        broken={broken}
        choices={settings.keys}
        onForget={(choices) => {
          change(choices, '')
        }}
      />
      <TextInput
        className={classes.find ?? ''}
        type="search"
        aria-label={t('find')}
        placeholder={t('find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <p className={classes.said} role="status">
        {said}
      </p>
      {places.length === 0 && <p className={classes.nothing}>{t('findNone', { text: typed })}</p>}
      {places.map(({ place, actions }) => (
        <section key={place} aria-label={t(`place.${place}`)} className={classes.place}>
          <h2>{t(`place.${place}`)}</h2>
          <ul className={classes.list}>
            {actions.map((action) => (
              <KeyRow
                key={action}
                action={action}
                choices={settings.keys}
                keys={keys}
                globals={globals}
                isLocked={isLocked}
                onSay={setSaid}
                onChange={change}
              />
            ))}
          </ul>
        </section>
      ))}
    </Section>
  )
}
