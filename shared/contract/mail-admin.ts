import { z } from 'zod'

import { isLoopback, isMailAddress, MAIL_LAYERS, MAIL_SECURITIES, type MailSettings } from '../domain/mail'
import { plainName } from '../domain/site-chat'

/** The mail server as administrators set it (REST of the desk). */
const MAX_USER = 254
const MAX_PASSWORD = 500
const MAX_PORT = 65_535

const oneLine = (max: number) => z.string().trim().max(max).transform(plainName)
export const mailAddress = z.string().trim().refine(isMailAddress, 'one address, as anna@mail.ru')

export const mailSettings = z
  .object({
    host: z
      .string()
      .trim()
      .regex(/^([\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?|[0-9a-f:]*:[0-9a-f:.]+)$/iu)
      .max(253),
    port: z.number().int().min(1).max(MAX_PORT),
    security: z.enum(MAIL_SECURITIES),
    user: z
      .string()
      .trim()
      .regex(/^\P{Cc}*$/u)
      .max(MAX_USER),
    senderAddress: mailAddress,
    senderName: oneLine(80),
  })
  .refine(({ host, security }) => security !== 'none' || isLoopback(host), {
    message: 'without encryption only to this computer',
    path: ['security'],
  }) satisfies z.ZodType<MailSettings>

/** The password never comes back. */
export const mailView = z.object({ settings: mailSettings.nullable(), hasPassword: z.boolean() })
export type MailView = z.output<typeof mailView>

export const saveMailRequest = z.object({
  settings: mailSettings,
  /** `null`: the kept one stays, where server and user stay. */
  password: z.string().max(MAX_PASSWORD).nullable(),
})
export type SaveMailRequest = z.output<typeof saveMailRequest>

export const testMailRequest = saveMailRequest.extend({ to: mailAddress, language: z.enum(['ru', 'en']) })
export type TestMailRequest = z.output<typeof testMailRequest>

/** `detail`: the server's own words, or the system's. */
export const testMailReply = z.object({
  failure: z.object({ layer: z.enum(MAIL_LAYERS), detail: z.string() }).nullable(),
})
export type TestMailReply = z.output<typeof testMailReply>
