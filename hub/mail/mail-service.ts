import type { MailView, SaveMailRequest, TestMailReply, TestMailRequest } from '#shared/contract/mail-admin'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'

import type { SecretBox } from '../secrets/secret-box'
import { readMail, removeMail, writeMail, type StoredMail } from '../store/mail'
import type { Read, Store } from '../store/store'
import { testLetter } from './letter'
import type { MailServer, SendLetter } from './send-letter'

/** `passwordNeeded`: the kept one was given for another server or user, and is shown to no other. */
export type MailRefusal = 'passwordNeeded'

/** The mail server that administrators named. The password stands sealed and leaves only for that server. */
export class MailService {
  readonly changed: Emitter<null>

  constructor(
    private readonly store: Store,
    private readonly secrets: SecretBox,
    private readonly send: SendLetter,
    logger: Logger,
  ) {
    this.changed = new Emitter((error) => {
      logger.error('a listener of the mail settings failed', { cause: describeError(error) })
    })
  }

  async view(): Promise<MailView> {
    const mail = await this.store.read(readMail)
    return { settings: mail?.settings ?? null, hasPassword: mail?.password != null }
  }

  async isOn(): Promise<boolean> {
    return (await this.store.read(readMail)) !== null
  }

  async save(wished: SaveMailRequest): Promise<Result<null, MailRefusal>> {
    const done = await this.store.write(async (tx) => {
      const mail = await this.sealed(tx, wished)
      if (mail.ok) await writeMail(tx, mail.value)
      return mail
    })
    if (!done.ok) return done
    this.changed.emit(null)
    return ok(null)
  }

  async remove(): Promise<void> {
    await this.store.write(removeMail)
    this.changed.emit(null)
  }

  /** Sends with what is on the screen, saved or not. */
  async test({ to, language, ...wished }: TestMailRequest): Promise<Result<TestMailReply, MailRefusal>> {
    const mail = await this.store.read((view) => this.sealed(view, wished))
    if (!mail.ok) return mail
    const outcome = await this.send(this.open(mail.value), testLetter(to, language), new AbortController().signal)
    if (outcome.kind === 'sent') return ok({ failure: null })
    return ok({ failure: { layer: outcome.layer, detail: outcome.detail } })
  }

  /** `null`: no mail is set up. */
  async server(): Promise<MailServer | null> {
    const mail = await this.store.read(readMail)
    return mail && this.open(mail)
  }

  private async sealed(view: Read, { settings, password }: SaveMailRequest): Promise<Result<StoredMail, MailRefusal>> {
    if (password !== null || settings.user === '') {
      const given = settings.user === '' || password === '' ? null : password
      return ok({ settings, password: given === null ? null : this.secrets.seal(given) })
    }
    const before = await readMail(view)
    const isSame = before?.settings.host === settings.host && before.settings.user === settings.user
    return isSame ? ok({ settings, password: before.password }) : err('passwordNeeded')
  }

  private open({ settings, password }: StoredMail): MailServer {
    // Sealed with another key, it is as none: the login says so.
    return { ...settings, password: password === null ? '' : (this.secrets.open(password) ?? '') }
  }
}
