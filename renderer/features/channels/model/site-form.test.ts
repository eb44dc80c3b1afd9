import { describe, expect, it } from 'vitest'

import { EMPTY_SITE, parseSiteForm, siteFormOf } from './site-form'

const form = {
  ...EMPTY_SITE,
  company: ' Ромашка ',
  sites: 'https://romashka.ru/\nhttp://localhost:8080, https://ROMASHKA.ru',
}

describe('what is typed for the site chat', () => {
  it('[M17] takes sites as people paste them, each once', () => {
    const parsed = parseSiteForm(form)
    expect(parsed).toEqual({
      ok: true,
      value: {
        company: 'Ромашка',
        greeting: '',
        sites: ['https://romashka.ru', 'http://localhost:8080'],
        publicUrl: null,
      },
    })
    expect(parsed.ok && siteFormOf(parsed.value).sites).toBe('https://romashka.ru\nhttp://localhost:8080')
  })

  it('[M17] names what is wrong beside its field', () => {
    expect(parseSiteForm({ company: '', greeting: 'я'.repeat(501), sites: 'romashka.ru', publicUrl: '*' })).toEqual({
      ok: false,
      error: { company: 'required', greeting: 'tooLong', sites: 'site', publicUrl: 'site' },
    })
  })
})
