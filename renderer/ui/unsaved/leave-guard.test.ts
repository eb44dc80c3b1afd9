import { describe, expect, it, vi } from 'vitest'

import { LeaveGuard } from './leave-guard'

function unsaved(saved: boolean | null = true) {
  const guard = new LeaveGuard()
  const form = { save: saved === null ? null : vi.fn(async () => saved), discard: vi.fn() }
  const now = () => form
  return { guard, form, now, go: vi.fn(), registration: guard.add(now) }
}

describe('the guard of unsaved forms', () => {
  it('[A17] lets go at once where nothing is unsaved, or no more', () => {
    const { guard, registration, go } = unsaved()
    registration.dispose()
    guard.leave(go)
    expect(go).toHaveBeenCalledOnce()
    expect(guard.store.getState()).toEqual({ unsaved: 0, question: null })
  })

  it('[A17] asks first, and staying goes nowhere', () => {
    const { guard, go } = unsaved()
    guard.leave(go)
    expect(guard.store.getState()).toEqual({ unsaved: 1, question: { canSave: true, isSaving: false } })
    guard.stay()
    expect(guard.store.getState().question).toBeNull()
    expect(go).not.toHaveBeenCalled()
  })

  it('[A17] saves and goes', async () => {
    const { guard, form, go } = unsaved()
    guard.leave(go)
    await guard.save()
    expect(form.save).toHaveBeenCalledOnce()
    expect(form.discard).not.toHaveBeenCalled()
    expect(go).toHaveBeenCalledOnce()
  })

  it('[A17] what could not be saved keeps the person there', async () => {
    const { guard, go } = unsaved(false)
    guard.leave(go)
    await guard.save()
    expect(guard.store.getState()).toEqual({ unsaved: 1, question: null })
    expect(go).not.toHaveBeenCalled()
  })

  it('[A17] who stays while it is being saved stays, however late the hub answers', async () => {
    const guard = new LeaveGuard()
    let answer = (_isSaved: boolean): void => undefined
    const answered = new Promise<boolean>((resolve) => {
      answer = resolve
    })
    guard.add(() => ({ save: () => answered, discard: vi.fn() }))
    const go = vi.fn()
    guard.leave(go)
    const saving = guard.save()
    expect(guard.store.getState().question?.isSaving).toBe(true)
    guard.stay()
    answer(true)
    await saving
    expect(guard.store.getState().question).toBeNull()
    expect(go).not.toHaveBeenCalled()
  })

  it('[A17] goes also where the form is gone as soon as it is saved', async () => {
    const { guard, form, registration, go } = unsaved()
    form.save?.mockImplementation(async () => {
      registration.dispose()
      return true
    })
    guard.leave(go)
    await guard.save()
    expect(go).toHaveBeenCalledOnce()
  })

  it('[A17] a save that breaks asks no longer and goes nowhere', async () => {
    const { guard, form, go } = unsaved()
    form.save?.mockRejectedValue(new Error('no hub'))
    guard.leave(go)
    await expect(guard.save()).rejects.toThrow('no hub')
    expect(guard.store.getState()).toEqual({ unsaved: 1, question: null })
    expect(go).not.toHaveBeenCalled()
  })

  it('[A17] throws away and goes', () => {
    const { guard, form, go } = unsaved()
    guard.leave(go)
    guard.discard()
    expect(form.save).not.toHaveBeenCalled()
    expect(form.discard).toHaveBeenCalledOnce()
    expect(go).toHaveBeenCalledOnce()
  })

  it('[A17] leaving one form asks about that one', () => {
    const { guard, form, now, go } = unsaved()
    const other = { save: null, discard: vi.fn() }
    guard.add(() => other)
    guard.leave(go, now)
    expect(guard.store.getState().question).toEqual({ canSave: true, isSaving: false })
    guard.discard()
    expect([form.discard.mock.calls.length, other.discard.mock.calls.length]).toEqual([1, 0])
  })

  it('[A17] of what nothing can be saved as, only to stay or to lose it', () => {
    const { guard, go } = unsaved(null)
    guard.leave(go)
    expect(guard.store.getState().question).toEqual({ canSave: false, isSaving: false })
  })

  it('[A17] a form that is saved or gone meanwhile takes its question with it, and its person goes', () => {
    const { guard, registration, go } = unsaved()
    guard.leave(go)
    registration.dispose()
    expect(guard.store.getState()).toEqual({ unsaved: 0, question: null })
    expect(go).toHaveBeenCalledOnce()
  })

  it('[A17] while another form holds something, nobody goes', () => {
    const { guard, registration, go } = unsaved()
    guard.add(() => ({ save: null, discard: vi.fn() }))
    guard.leave(go)
    registration.dispose()
    expect(guard.store.getState().question).not.toBeNull()
    expect(go).not.toHaveBeenCalled()
  })

  it('[A17] who decided to stay is not taken away by what is saved later', () => {
    const { guard, registration, go } = unsaved()
    guard.leave(go)
    guard.stay()
    registration.dispose()
    expect(go).not.toHaveBeenCalled()
  })
})
