import type { Candidate } from '../control'
import { demoCandidates } from '../seed/demo-candidates'

export const anna: Candidate = demoCandidates.kuznetsova
export const denis: Candidate = demoCandidates.morozov
export const anton: Candidate = demoCandidates.lebedev
