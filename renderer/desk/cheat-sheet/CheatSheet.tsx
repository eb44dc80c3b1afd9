import { Button, Modal } from '@mantine/core'

import { ACTION_IDS, ACTIONS, type ActionId } from '#shared/domain/keys/actions'

import { useTranslation } from '../../i18n/use-translation'
import { Caps } from '../../ui/keys/Caps'
import { useKeysInForce } from '../../ui/keys/key-table'
import { placesHere, sheetOrder, type WhereOneIs } from './sheet-order'
import classes from './CheatSheet.module.css'

export interface CheatSheetProps {
  readonly where: WhereOneIs
  /** What nobody here can do is not shown. */
  readonly isOffered: (action: ActionId) => boolean
  readonly onChangeKeys: () => void
  readonly onClose: () => void
}

/** All keys in force, by place; what can be done here comes first (spec L2). */
export function CheatSheet({ where, isOffered, onChangeKeys, onClose }: CheatSheetProps) {
  const { t } = useTranslation(['keys', 'common'])
  const { keys } = useKeysInForce()
  const here = placesHere(where)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sheet.title')}
      size={1040}
      closeButtonProps={{ 'aria-label': t('sheet.close') }}
      transitionProps={{ duration: 0 }}
    >
      <div className={classes.scroller} role="group" aria-label={t('sheet.title')} tabIndex={0} data-autofocus>
        <div className={classes.sheet}>
          {sheetOrder(where).map((place) => {
            const own = ACTION_IDS.filter(
              (action) => ACTIONS[action].place === place && keys[action] !== null && isOffered(action),
            )
            if (own.length === 0) return null
            return (
              <section key={place} aria-label={t(`place.${place}`)} className={classes.place}>
                <h3>
                  {t(`place.${place}`)}
                  {here.includes(place) && <span className={classes.here}>{t('sheet.here')}</span>}
                </h3>
                <dl>
                  {own.map((action) => (
                    <div key={action}>
                      <dt>{t(`action.${action}`)}</dt>
                      <dd>
                        <Caps shortcut={keys[action] ?? ''} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          })}
        </div>
      </div>
      <footer className={classes.foot}>
        <p>{t('sheet.others')}</p>
        <Button variant="default" size="compact-md" onClick={onChangeKeys}>
          {t('sheet.change')}
        </Button>
      </footer>
    </Modal>
  )
}
