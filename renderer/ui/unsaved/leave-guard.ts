import { createStore, type StoreApi } from 'zustand/vanilla'

import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** A form with something typed that is not kept anywhere yet. */
export interface UnsavedForm {
  /** `false`: it could not be saved, and the form says why. `null`: there is nothing to save it as. */
  readonly save: (() => Promise<boolean>) | null
  readonly discard: () => void
}

/** Read anew at each use: what is typed meanwhile counts. */
export type FormNow = () => UnsavedForm

export interface LeaveQuestion {
  readonly canSave: boolean
  readonly isSaving: boolean
}

interface Asked {
  readonly forms: readonly FormNow[]
  readonly go: () => void
}

interface GuardState {
  readonly unsaved: number
  readonly question: LeaveQuestion | null
}

/** Every way out of the settings comes by here: whoever would lose something is asked first. */
export class LeaveGuard {
  readonly store: StoreApi<GuardState> = createStore<GuardState>(() => ({ unsaved: 0, question: null }))
  private readonly forms = new Set<FormNow>()
  private asked: Asked | null = null
  /** What is being saved before it is left; `null` also where the person decided to stay meanwhile. */
  private leaving: Asked | null = null

  /** Until disposed, leaving asks. */
  add(form: FormNow): Disposable {
    this.forms.add(form)
    this.store.setState({ unsaved: this.forms.size })
    return toDisposable(() => {
      this.forms.delete(form)
      this.store.setState({ unsaved: this.forms.size })
      this.goWhereNothingIsLost()
    })
  }

  /** `go` at once where nothing would be lost; else after the answer, or never. `only`: just this form is left. */
  leave(go: () => void, only?: FormNow): void {
    const forms = [...this.forms].filter((form) => only === undefined || form === only)
    if (forms.length === 0) {
      go()
      return
    }
    this.leaving = null
    this.asked = { forms, go }
    this.store.setState({ question: { canSave: forms.every((form) => form().save !== null), isSaving: false } })
  }

  stay(): void {
    this.leaving = null
    this.forget()
  }

  discard(): void {
    const { asked } = this
    this.stay()
    for (const form of asked?.forms ?? []) form().discard()
    asked?.go()
  }

  /** What cannot be saved keeps the person here, with what is wrong. */
  async save(): Promise<void> {
    const { asked } = this
    if (!asked) return
    this.leaving = asked
    this.store.setState({ question: { canSave: true, isSaving: true } })
    let isSaved = false
    try {
      isSaved = await saveAll(asked.forms)
    } finally {
      if (this.asked === asked) this.forget()
    }
    // Who chose to stay, or is asked about something else by now, is not taken away by an answer that came late.
    if (this.leaving !== asked) return
    this.leaving = null
    if (isSaved) asked.go()
  }

  /** The forms are saved or gone by another way, e.g. by an answer of the hub that was under way when leaving was asked for. */
  private goWhereNothingIsLost(): void {
    const { asked } = this
    if (!asked || asked.forms.some((form) => this.forms.has(form))) return
    this.forget()
    // What the question itself saves is left by `save`.
    if (this.leaving !== asked) asked.go()
  }

  private forget(): void {
    this.asked = null
    this.store.setState({ question: null })
  }
}

async function saveAll(forms: readonly FormNow[]): Promise<boolean> {
  for (const form of forms) {
    const { save } = form()
    if (!save || !(await save())) return false
  }
  return true
}
