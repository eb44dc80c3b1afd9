/**
 * What may be switched. Where the facts say UNKNOWN and a client has to survive either way, both ways are here; the
 * first one named is what the sandbox does by itself.
 */
export interface HhSettings {
  /** Where the consent page returns to: stands with the application, as at dev.hh.ru. */
  redirectUrl: string | null
  /** Who consents without being asked, as in a demo nobody comes by; `null`: whoever presses the button. */
  consentsBy: string | null
  /** Agents that begin so are refused. Names of bare libraries by default, so that a forgotten header shows. */
  blacklistedAgents: readonly string[]
  /** Whose vacancies a list has without `manager_id` and `all_accessible`. */
  vacancyLists: 'all' | 'own'
  /** Whether a deleted message leaves the list or stays with an empty text. */
  deletedMessages: 'gone' | 'emptyText'
  /** Order inside a page that was asked for backwards. */
  prevOrder: 'newestFirst' | 'oldestFirst'
  /** Whether an ordinary chat message, too, tells the applicant of a stage moved in silence (facts §5). */
  doChatsTellStage: boolean
  /** Whether five messages in a row close the chats API, too, and not only stages and the old messages. */
  isRowLimitInChats: boolean
  /** Body of `POST /common/chats/without_vacancy`. */
  withoutVacancyBody: 'empty' | 'id'
  /** How long an own message may be edited and deleted; `null`: always, as hh.ru says of its own page. */
  editWindowMs: number | null
  areFilesDisabled: boolean
  spamWords: readonly string[]
  rudeWords: readonly string[]
  viewsPerDay: number
  contactViews: number
  hookTimeoutMs: number
  /** `captcha_required` to every call until the page is passed. */
  isCaptchaRequired: boolean
}

export function defaultSettings(): HhSettings {
  return {
    redirectUrl: null,
    consentsBy: null,
    blacklistedAgents: ['node', 'undici', 'axios', 'curl', 'python'],
    vacancyLists: 'all',
    deletedMessages: 'gone',
    prevOrder: 'newestFirst',
    doChatsTellStage: false,
    isRowLimitInChats: false,
    withoutVacancyBody: 'empty',
    editWindowMs: null,
    areFilesDisabled: false,
    spamWords: ['казино'],
    rudeWords: ['болван'],
    viewsPerDay: 500,
    contactViews: 10,
    hookTimeoutMs: 2000,
    isCaptchaRequired: false,
  }
}
