// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { MessageId } from '#shared/domain/ids'

import { demoId } from '../../../../data/demo-rows'
import { show } from '../../../../testing/show'
import { UploadProgress } from './UploadProgress'

const id = demoId<MessageId>('message', 1)

afterEach(cleanup)

describe('[M15] a picture on its way', () => {
  it('shows how far it has got, and none of it while nothing moves', async () => {
    const { data } = await show(<UploadProgress messageId={id} />)
    expect(screen.queryByRole('progressbar')).toBeNull()
    act(() => {
      data.setUpload(id, 0.456)
    })
    expect(screen.getByRole('progressbar', { name: 'Изображение передаётся' }).getAttribute('aria-valuenow')).toBe('45')
    expect(screen.getByText('45 %')).toBeTruthy()
    act(() => {
      data.setUpload(id, null)
    })
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('waits for room at the hub, and says so', async () => {
    const { data } = await show(<UploadProgress messageId={id} />)
    act(() => {
      data.setUpload(id, 'noRoom')
    })
    expect(screen.getByRole('status').textContent).toContain('На сервере нет места')
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('is taken back', async () => {
    const { data } = await show(<UploadProgress messageId={id} />)
    fireEvent.click(screen.getByRole('button', { name: 'Не отправлять' }))
    expect(data.wishes).toEqual([{ kind: 'discard', messageId: id }])
  })
})
