import { z } from 'zod'

/** 9999-12-31: beyond it no column and no calendar would take the milliseconds. */
const LATEST_S = 253_402_300_799
const YEAR_S = 365 * 86_400

/** Seconds since 1970, a part of a second cut off. */
export const unixSeconds = z.number().min(0).max(LATEST_S).transform(Math.trunc)

/** How long a token lives, in seconds; what a platform says beyond a year is not counted on. */
export const lifetimeSeconds = z
  .number()
  .positive()
  .transform((seconds) => Math.min(seconds, YEAR_S))
