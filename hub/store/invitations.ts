import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'

import type { InvitationId } from '#shared/domain/ids'

import { invitations } from './accounts-schema'
import type { Read, Write } from './store'

export type StoredInvitation = typeof invitations.$inferSelect

export async function addInvitation(
  tx: Write,
  invitation: Omit<StoredInvitation, 'createdAtMs' | 'acceptedAtMs' | 'revokedAtMs'>,
): Promise<void> {
  await tx.db.insert(invitations).values({ ...invitation, createdAtMs: tx.nowMs })
}

export async function openInvitations(view: Read): Promise<readonly StoredInvitation[]> {
  return view.db
    .select()
    .from(invitations)
    .where(and(isOpen(view), isNotNull(invitations.login)))
    .orderBy(asc(invitations.createdAtMs), asc(invitations.id))
}

export async function openInvitationByCode(view: Read, codeHash: string): Promise<StoredInvitation | null> {
  const [row] = await view.db
    .select()
    .from(invitations)
    .where(and(isOpen(view), eq(invitations.codeHash, codeHash)))
  return row ?? null
}

/** The one that names no login: for whoever sets the hub up. */
export async function openSetUpInvitation(view: Read): Promise<StoredInvitation | null> {
  const [row] = await view.db
    .select()
    .from(invitations)
    .where(and(isOpen(view), isNull(invitations.login)))
    .orderBy(asc(invitations.createdAtMs), asc(invitations.id))
  return row ?? null
}

export async function acceptInvitation(tx: Write, id: InvitationId): Promise<void> {
  await tx.db.update(invitations).set({ acceptedAtMs: tx.nowMs }).where(eq(invitations.id, id))
}

/** Answers whether there was one that could still be accepted. */
export async function revokeInvitation(tx: Write, id: InvitationId): Promise<boolean> {
  const revoked = await tx.db
    .update(invitations)
    .set({ revokedAtMs: tx.nowMs })
    .where(and(isOpen(tx), eq(invitations.id, id)))
    .returning({ id: invitations.id })
  return revoked.length > 0
}

/** Whoever is invited anew has one code, the latest. */
export async function revokeInvitationsFor(tx: Write, login: string): Promise<void> {
  await tx.db
    .update(invitations)
    .set({ revokedAtMs: tx.nowMs })
    .where(and(isOpen(tx), eq(invitations.login, login)))
}

function isOpen(view: Read) {
  return and(isNull(invitations.acceptedAtMs), isNull(invitations.revokedAtMs), gt(invitations.expiresAtMs, view.nowMs))
}
