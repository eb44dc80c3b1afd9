import { isValidElement } from 'react'

type Props = Readonly<Record<string, unknown>>

/**
 * Would a component draw the same by these properties? As `memo` compares them, and an element is the same when it is of the
 * same kind with the same properties: an icon that stands in another one's place each time it is written down.
 */
export function isSameDrawing(before: object, after: object): boolean {
  const [one, other] = [before as Props, after as Props]
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  )
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isValidElement<object>(one) || !isValidElement<object>(other)) return false
  return one.type === other.type && one.key === other.key && isSameDrawing(one.props, other.props)
}
