import { focusMeanwhile, isFocusLost } from '../ui/lost-focus'
import { firstShown, homesFrom, isShown, partOf } from './parts'

/** Whoever leaves one goes on where they were before it. */
const LAYER = '[role=dialog],[role=menu]'
/** Toasts too: they float over everything and are nobody's place. */
const FLOATING = `${LAYER},[data-portal]`

interface Place {
  readonly element: HTMLElement
  /** The dialog, menu or toast it is in; `null`: the window itself. */
  readonly layer: Element | null
  readonly part: string | null
}

/**
 * Where the focus was, in the window and in each dialog and menu over it, so that it can be given back: a control may go
 * by its own deed, a dialog together with the menu that it was opened from.
 */
export class FocusTrail {
  private places: readonly Place[] = []
  private readonly stopWaiting = new Set<() => void>()

  get isEmpty(): boolean {
    return this.places.length === 0
  }

  note(element: HTMLElement): void {
    const layer = element.closest(FLOATING)
    const others = this.places.filter((place) => place.layer !== layer && place.layer?.isConnected !== false)
    this.places = [...others, { element, layer, part: partOf(element) }]
  }

  /** Where what had the focus is gone: what had it before, else the part it was in, else the next best part. */
  goHome(): void {
    const here = this.places.at(-1)
    if (!here || document.activeElement !== document.body || isThere(here.element)) return
    if (here.element.isConnected && here.element.matches(':disabled')) {
      this.waitFor(here.element)
      return
    }
    // What a dialog asks is answered before anything behind it.
    const modal = [...document.querySelectorAll('[aria-modal=true]')].findLast(isShown)
    for (const { element, layer, part } of [...this.places].reverse()) {
      if (layer?.isConnected === false || (modal && !modal.contains(element))) continue
      if (canFocus(element) && focusMeanwhile(element)) return
      if (layer?.matches(LAYER) && enter(layer)) return
      if (layer === null && homesFrom(part).some(focusMeanwhile)) return
    }
    if (modal) enter(modal)
    else homesFrom(null).some(focusMeanwhile)
  }

  dispose(): void {
    for (const stop of this.stopWaiting) stop()
  }

  /** A button that cannot be pressed while it works has the focus again afterwards; until then what it stands in has. */
  private waitFor(button: HTMLElement): void {
    const rest = () => {
      if (button.dataset.loading !== undefined || document.activeElement !== document.body) return
      const around = button.parentElement?.closest<HTMLElement>('[tabindex]')
      if (around) focusMeanwhile(around)
    }
    const observer = new MutationObserver(() => {
      if (!isFocusLost()) stop()
      else if (!button.matches(':disabled')) {
        stop()
        button.focus({ preventScroll: true })
      } else rest()
    })
    const stop = () => {
      observer.disconnect()
      this.stopWaiting.delete(stop)
    }
    for (const other of this.stopWaiting) other()
    this.stopWaiting.add(stop)
    observer.observe(button, { attributes: true, attributeFilter: ['disabled', 'data-loading'] })
    rest()
  }
}

/** A click beside everything leaves what had the focus where it is: nobody is called back from there. */
function isThere(element: Element): boolean {
  return canFocus(element) && isShown(element)
}

function canFocus(element: Element): boolean {
  return element.isConnected && element.closest('[inert]') === null && !element.matches(':disabled')
}

function enter(layer: Element): boolean {
  const first = firstShown(layer)
  return first !== null && focusMeanwhile(first)
}
