import type { Leaving } from '#shared/contract/ipc/app'

export interface AskBeforeLeaving {
  readonly setUnsaved: (hasUnsaved: boolean) => void
  /** The window was loaded anew or does not answer: there is nobody to ask. */
  readonly forget: () => void
  /** `true`: go on. `false`: the person is asked, and `leave` comes when and if they agree. */
  readonly mayLeave: (how: Leaving) => boolean
}

/** Nothing that is typed in a settings form is lost by closing the window or quitting without a question. */
export function createAskBeforeLeaving(ask: (how: Leaving) => void): AskBeforeLeaving {
  let hasUnsaved = false
  return {
    setUnsaved: (value) => {
      hasUnsaved = value
    },
    forget: () => {
      hasUnsaved = false
    },
    mayLeave: (how) => {
      if (!hasUnsaved) return true
      ask(how)
      return false
    },
  }
}
