import { configure } from '@testing-library/react'

/**
 * A loaded machine, and what is compiled when it is first asked for, need longer than the library’s one second to come to an
 * answer; a right answer is as quick as ever.
 */
configure({ asyncUtilTimeout: 30_000 })

/** Mantine's growing text box listens to fonts that load later; happy-dom has no fonts. */
if (typeof document !== 'undefined' && !('fonts' in document))
  Object.defineProperty(document, 'fonts', { value: new EventTarget() })
