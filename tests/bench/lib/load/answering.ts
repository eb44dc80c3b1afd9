import { describeError } from '#shared/lib/logger'

/** This program's side of `startAnsweringChild`: answers what its parent asks and ends with it. */
export function answerParent<Question extends object>(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', (request: Question & { readonly id: number }) => {
    const { id } = request
    void answer(request).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: describeError(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
}

/** Processor time of this program since its start. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
