import { randomBytes } from 'node:crypto'

import { Secret, TOTP } from 'otpauth'

import type { NewId } from '../ids'
import type { SecretBox } from '../secrets/secret-box'
import { recordAccountEvent } from '../store/account-events'
import { updateAccount, type Account } from '../store/accounts'
import { putRecoveryCodes, takeRecoveryCode } from '../store/recovery-codes'
import type { Write } from '../store/store'
import { hashSecret } from './secrets'

const ISSUER = 'Otklik'
const PERIOD_S = 30
/** One step before and after: for clocks that are somewhat off (RFC 6238 §5.2). */
const WINDOW = 1
/** RFC 4226 §4, R6: 160 bits. */
const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** 80 bits, so that a plain hash keeps them. */
const RECOVERY_BYTES = 10

/** The second factor of an account: codes of an authenticator (RFC 6238), each taken once, and recovery codes. */
export class SecondFactor {
  constructor(
    private readonly secrets: SecretBox,
    private readonly newId: NewId,
  ) {}

  /** Made outside of the transaction that keeps it. */
  make(login: string): { readonly secret: string; readonly uri: string } {
    const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer })
    return { secret: secret.base32, uri: totp(secret.base32, login).toString() }
  }

  makeRecoveryCodes(): readonly string[] {
    return Array.from({ length: RECOVERY_CODES }, () =>
      new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_BYTES)).buffer }).base32.replaceAll(
        /(.{4})(?=.)/g,
        '$1-',
      ),
    )
  }

  /** Asked for only once it was confirmed. */
  async begin(tx: Write, account: Account, secret: string): Promise<void> {
    const secondFactor = this.secrets.seal(secret)
    await updateAccount(tx, account.agentId, { secondFactor, isSecondFactorOn: false, secondFactorStep: null })
  }

  async confirm(tx: Write, account: Account, code: string, recoveryCodes: readonly string[]): Promise<boolean> {
    if (!(await this.takeStep(tx, account, code))) return false
    await updateAccount(tx, account.agentId, { isSecondFactorOn: true })
    await putRecoveryCodes(
      tx,
      account.agentId,
      recoveryCodes.map((one) => hashSecret(bare(one))),
    )
    return true
  }

  async remove(tx: Write, account: Account): Promise<void> {
    await updateAccount(tx, account.agentId, { secondFactor: null, isSecondFactorOn: false, secondFactorStep: null })
    await putRecoveryCodes(tx, account.agentId, [])
  }

  /** Takes a code, which is then used up; `false`: it is wrong, too old or was taken before. */
  async take(tx: Write, account: Account, code: string): Promise<boolean> {
    if (/^\d{6}$/.test(code)) return this.takeStep(tx, account, code)
    const { agentId } = account
    if (!(await takeRecoveryCode(tx, agentId, hashSecret(bare(code))))) return false
    await recordAccountEvent(tx, this.newId(), 'recoveryCodeUsed', { actorId: agentId, subjectId: agentId })
    return true
  }

  private async takeStep(tx: Write, account: Account, code: string): Promise<boolean> {
    const secret = account.secondFactor === null ? null : this.secrets.open(account.secondFactor)
    if (secret === null) return false
    const timestamp = tx.nowMs
    const delta = totp(secret, account.login).validate({ token: code, timestamp, window: WINDOW })
    if (delta === null) return false
    const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta
    if (account.secondFactorStep !== null && step <= account.secondFactorStep) return false
    await updateAccount(tx, account.agentId, { secondFactorStep: step })
    return true
  }
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S })
}

function bare(code: string): string {
  return code.replaceAll('-', '').toUpperCase()
}
