import type { SandboxContext } from '../context'
import type { CandidateResponse } from './job-control'
import type { SandboxResume } from './model'

/** With its photos drawn, where it has some. */
export function addResume(
  { world, job }: Pick<SandboxContext, 'world' | 'job'>,
  owner: Pick<CandidateResponse, 'name' | 'phone'> & { readonly resume: NonNullable<CandidateResponse['resume']> },
  updatedAtMs: number,
): SandboxResume {
  const { photos = [], ...text } = owner.resume
  const photoUrls = photos.flatMap((scene) => {
    if (!world.isScene(scene)) throw new Error(`No such scene: ${scene}`)
    return world.imageSizes(world.addScene(scene))?.['640x480'] ?? []
  })
  const whose = { ownerName: owner.name, ownerPhone: owner.phone ?? '' }
  return job.jobs.addResume({ ...whose, updatedAtMs, text, photoUrls, isPurchased: false })
}
