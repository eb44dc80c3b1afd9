import type { JobResponse } from '#shared/domain/job-response'

/**
 * The response that the conversation is about: the last one given, with what any telling of it knew. In whichever
 * order responses are told of, the outcome is the same.
 */
export function newerResponse(known: JobResponse | null, told: JobResponse | null): JobResponse | null {
  if (!known || !told) return known ?? told
  if (known.externalId !== told.externalId) return isLater(told, known) ? told : known
  return {
    ...told,
    vacancy: told.vacancy.title === '' ? known.vacancy : told.vacancy,
    stage: told.stage && told.stage.title === told.stage.slug ? sameStage(known, told) : told.stage,
    fullName: told.fullName === '' ? known.fullName : told.fullName,
    // They stand in the résumé, where the platform gives them.
    phones: told.phones.length === 0 ? known.phones : told.phones,
    // A résumé that could not be had this time was not taken away.
    resume: told.resume ?? known.resume,
    position: told.position ?? known.position,
  }
}

function isLater(one: JobResponse, other: JobResponse): boolean {
  if (one.respondedAtMs !== other.respondedAtMs) return one.respondedAtMs > other.respondedAtMs
  return one.externalId > other.externalId
}

/** The word for a stage that could not be asked for this time. */
function sameStage(known: JobResponse, told: JobResponse): JobResponse['stage'] {
  return known.stage?.slug === told.stage?.slug ? known.stage : told.stage
}
