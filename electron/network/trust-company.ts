import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { trustAlso } from '#shared/node/trust-also'
import { fileAuthorities, systemAuthorities } from './company-authorities'

/**
 * What speaks TLS through Node trusts what the system trusts, and the company's file; the windows trust the system by
 * themselves. Answers with what another process has to trust as well.
 */
export function trustCompany(file: string | undefined, clock: Clock, logger: Logger): readonly string[] {
  const ofFile = file === undefined ? null : fileAuthorities(file, clock.now())
  if (ofFile?.ok === false)
    logger.error(
      'the file of the company’s authority is not used: a PEM file with valid root certificates was expected',
      {
        key: 'network.caFile',
        problem: ofFile.error,
      },
    )
  const ofSystem = systemAuthorities()
  const all = [...ofSystem, ...(ofFile?.ok ? ofFile.value : [])]
  logger.info('authorities besides the usual', { ofSystem: ofSystem.length, ofFile: all.length - ofSystem.length })
  trustAlso(all)
  return all
}
