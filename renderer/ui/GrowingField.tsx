import type { ComponentProps } from 'react'

import classes from './GrowingField.module.css'

/**
 * A field of text that is as tall as what stands in it, up to ten lines. The browser's own layout makes it so: nothing is
 * measured while somebody types.
 */
export function GrowingField(props: ComponentProps<'textarea'> & { readonly value: string }) {
  return (
    <div className={classes.root} data-text={props.value}>
      <textarea rows={1} {...props} className={classes.field} />
    </div>
  )
}
