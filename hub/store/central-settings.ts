import { distribution, workingHours } from '#shared/contract/administration'
import { recordingPolicy } from '#shared/contract/recording'
import { retentionRules } from '#shared/contract/retention'
import { serviceTargets } from '#shared/contract/service-targets'
import { templateList, type TemplateList } from '#shared/contract/templates'
import { DEFAULT_DISTRIBUTION, type Distribution } from '#shared/domain/distribution'
import { DEFAULT_RECORDING, type RecordingPolicy } from '#shared/domain/recording'
import { DEFAULT_RETENTION, type RetentionRules } from '#shared/domain/retention'
import { DEFAULT_TARGETS, type ServiceTargets } from '#shared/domain/wall/service-targets'
import { DEFAULT_WORKING_HOURS, type WorkingHours } from '#shared/domain/working-hours'

import { forgetRead, readOnce } from './read-once'
import { centralSettings } from './schema'
import type { Read, Write } from './store'

export async function readHours(view: Read): Promise<WorkingHours> {
  const value = await readValue(view, 'hours')
  return value === undefined ? DEFAULT_WORKING_HOURS : parsedOnce(workingHours, value)
}

export async function readDistribution(view: Read): Promise<Distribution> {
  const value = await readValue(view, 'distribution')
  return value === undefined ? DEFAULT_DISTRIBUTION : parsedOnce(distribution, value)
}

export async function writeHours(tx: Write, value: WorkingHours): Promise<void> {
  await writeValue(tx, 'hours', value)
}

export async function writeDistribution(tx: Write, value: Distribution): Promise<void> {
  await writeValue(tx, 'distribution', value)
}

export async function readRecordingPolicy(view: Read): Promise<RecordingPolicy> {
  const value = await readValue(view, 'recording')
  return value === undefined ? DEFAULT_RECORDING : parsedOnce(recordingPolicy, value)
}

export async function writeRecordingPolicy(tx: Write, value: RecordingPolicy): Promise<void> {
  await writeValue(tx, 'recording', value)
}

export async function readTargets(view: Read): Promise<ServiceTargets> {
  const value = await readValue(view, 'service')
  return value === undefined ? DEFAULT_TARGETS : parsedOnce(serviceTargets, value)
}

export async function writeTargets(tx: Write, value: ServiceTargets): Promise<void> {
  await writeValue(tx, 'service', value)
}

export async function readRetention(view: Read): Promise<RetentionRules> {
  const value = await readValue(view, 'retention')
  return value === undefined ? DEFAULT_RETENTION : parsedOnce(retentionRules, value)
}

export async function writeRetention(tx: Write, value: RetentionRules): Promise<void> {
  await writeValue(tx, 'retention', value)
}

export async function readTemplates(view: Read): Promise<TemplateList> {
  const value = await readValue(view, 'templates')
  return value === undefined ? { texts: [], stages: [] } : parsedOnce(templateList, value)
}

/** By hub/store/templates.ts alone, which also tells every desk. */
export async function writeTemplates(tx: Write, value: TemplateList): Promise<void> {
  await writeValue(tx, 'templates', value)
}

type Key = (typeof centralSettings.$inferSelect)['key']

async function readValue(view: Read, key: Key): Promise<unknown> {
  const rows = await readOnce(view, 'centralSettings', () => view.db.select().from(centralSettings))
  return rows.find((row) => row.key === key)?.value
}

const parsed = new WeakMap<object, unknown>()

/** What is read again is the same object as long as nobody has written it. */
function parsedOnce<T>(schema: { parse(value: unknown): T }, value: unknown): T {
  if (typeof value !== 'object' || value === null) return schema.parse(value)
  // Each value is of one key, and each key has one schema.
  const known = parsed.get(value) as T | undefined
  if (known !== undefined) return known
  const made = schema.parse(value)
  if (typeof made === 'object' && made !== null) parsed.set(value, made)
  return made
}

async function writeValue(tx: Write, key: Key, value: unknown): Promise<void> {
  await tx.db
    .insert(centralSettings)
    .values({ key, value })
    .onConflictDoUpdate({ target: centralSettings.key, set: { value } })
  forgetRead(tx, 'centralSettings')
}
