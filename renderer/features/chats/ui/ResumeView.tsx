import { lazy, Suspense, useState, type ReactNode } from 'react'

import type { Resume, ResumeJob } from '#shared/domain/job-response'

import { useTranslation } from '../../../i18n/use-translation'
import { fileUrl } from '../../../ui/file-url'
import { formatDay } from '../../../ui/time'
import { useNow } from '../../../ui/clock-context'
import classes from './ContextPanel.module.css'
import { OutsideLink } from './OutsideLink'
import resumeClasses from './ResumeView.module.css'

const Lightbox = lazy(async () => ({ default: (await import('./content/Lightbox')).Lightbox }))

export interface ResumeViewProps {
  readonly resume: Resume
  readonly channelWord: string
}

const MINUTE_MS = 60_000

/** The résumé in full; what the candidate did not fill in is left out. */
export function ResumeView({ resume, channelWord }: ResumeViewProps) {
  const { t, i18n } = useTranslation('cases')
  const nowMs = useNow(MINUTE_MS)
  const [shown, setShown] = useState<string | null>(null)
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  const salary = (sum: number) =>
    resume.currency === undefined
      ? t('resume.salaryFrom', { sum: number(sum) })
      : t('resume.salaryIn', { sum: number(sum), currency: resume.currency })
  const facts: readonly (readonly [string, string])[] = [
    [t('resume.salary'), resume.salary === null ? '' : salary(resume.salary)],
    [t('resume.age'), resume.age === null ? '' : number(resume.age)],
    [t('resume.gender'), resume.gender === null ? '' : t(`resume.${resume.gender}`)],
    [t('resume.address'), resume.address],
    [t('resume.nationality'), resume.nationality],
    [t('resume.education'), resume.education],
    [t('resume.schedule'), resume.schedule],
    [t('resume.moving'), resume.moving],
    [t('resume.businessTrips'), resume.businessTrips],
    [t('resume.driverLicence'), resume.driverLicence],
    [t('resume.workPermit'), resume.workPermit],
    [t('resume.languages'), resume.languages.join(', ')],
    [t('resume.updated'), resume.updatedAtMs === null ? '' : formatDay(resume.updatedAtMs, nowMs, i18n.language)],
  ]
  return (
    <article className={resumeClasses.resume} aria-label={t('resume.resume')}>
      <Part title={t('resume.resume')}>
        {resume.title && <div className={resumeClasses.title}>{resume.title}</div>}
        {resume.photoFileIds.length > 0 && (
          <div className={resumeClasses.photos}>
            {resume.photoFileIds.map((id) => (
              <button
                key={id}
                type="button"
                aria-label={t('resume.photo')}
                onClick={() => {
                  setShown(fileUrl(id))
                }}
              >
                <img src={fileUrl(id)} alt="" loading="lazy" />
              </button>
            ))}
          </div>
        )}
        <dl className={classes.facts}>
          {facts
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <div key={label} className={classes.pair}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </Part>
      {resume.description && (
        <Part title={t('resume.about')}>
          <p className={resumeClasses.text}>{resume.description}</p>
        </Part>
      )}
      {resume.experience.length > 0 && (
        <Part title={t('resume.experience')}>
          {resume.experience.map((job, index) => (
            <Job key={index} job={job} />
          ))}
        </Part>
      )}
      {resume.studies.length > 0 && (
        <Part title={t('resume.studies')}>
          {resume.studies.map((study, index) => (
            <p key={index} className={resumeClasses.text}>
              {study}
            </p>
          ))}
        </Part>
      )}
      {resume.url !== null && (
        <section className={classes.section}>
          <OutsideLink url={resume.url} words={t('resume.openResume', { channel: channelWord })} />
        </section>
      )}
      {shown !== null && (
        <Suspense fallback={null}>
          <Lightbox
            source={shown}
            name={null}
            onClose={() => {
              setShown(null)
            }}
          />
        </Suspense>
      )}
    </article>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Job({ job }: { readonly job: ResumeJob }) {
  const { t } = useTranslation('cases')
  const period = job.from === '' ? '' : `${job.from} — ${job.to === '' ? t('resume.now') : job.to}`
  return (
    <div className={resumeClasses.job}>
      <b>{job.position || job.company}</b>
      <span>{[job.position && job.company, period].filter(Boolean).join(' · ')}</span>
      {job.responsibilities && <p className={resumeClasses.text}>{job.responsibilities}</p>}
    </div>
  )
}
