import type { SandboxApplication, SandboxResume, SandboxVacancy } from './model'

/** The platform's JSON, field for field as in sections 1 to 3 of facts/avito-jobs.md. */
export function listedJson({ id, state, createdAtMs, updatedAtMs }: SandboxApplication) {
  return { id, state, created_at: rfc3339(createdAtMs), updated_at: rfc3339(updatedAtMs) }
}

export function applicationJson(application: SandboxApplication) {
  const { applicantId, resumeId, name, fullName, chat, phones, type, isViewed, employeeId, prevalidation } = application
  return {
    ...listedJson(application),
    vacancy_id: application.vacancy.item.id,
    type,
    is_viewed: isViewed,
    employee_id: employeeId,
    negotiation_id: null,
    source: '',
    applicant: {
      id: applicantId,
      resume_id: resumeId,
      data: { name, full_name: fullName, birthday: null, gender: null, citizenship: null, education: null },
    },
    contacts: { chat: chat && { value: chat.id }, phones },
    enriched_properties: { status: 'completed_no_criteria' },
    prevalidation,
    price: null,
  }
}

/** `photos` only if asked for. */
export function resumeJson(resume: SandboxResume, hasPhotos: boolean) {
  const { id, text, updatedAtMs, photoUrls, isPurchased } = resume
  return {
    id: Number(id),
    title: text.title,
    description: text.description,
    url: `/moskva/rezume/${id}`,
    ...(text.salary === undefined ? {} : { salary: text.salary }),
    start_time: rfc3339(updatedAtMs - 86_400_000),
    update_time: rfc3339(updatedAtMs),
    is_active: true,
    is_purchased: isPurchased,
    address_details: {
      address: text.address ?? null,
      coordinates: null,
      district: null,
      location: 'Москва',
      metro: null,
    },
    params: text.params,
    ...(hasPhotos ? { photos: photoUrls.map((url) => ({ url })) } : {}),
  }
}

export function vacancyJson({ uuid, item, description, salary, createdAtMs }: SandboxVacancy, account: string) {
  return {
    id: item.id,
    uuid,
    title: item.title,
    description,
    url: `https://avito.ru/moskva/vakansii/${String(item.id)}`,
    is_active: true,
    start_time: rfc3339(createdAtMs),
    update_time: rfc3339(createdAtMs),
    salary,
    contacts: { name: account, email: null },
    hierarchy: { employee_id: null },
    addressDetails: { address: 'Москва, Лесная улица, 7', city: 'Москва', province: 'Москва', coordinates: null },
    auto_renewal: true,
    params: {},
  }
}

function rfc3339(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
