import { configure } from '@testing-library/react'

/** A loaded machine needs longer than the library's one second to come to an answer; a right answer is as quick as ever. */
configure({ asyncUtilTimeout: 10_000 })
