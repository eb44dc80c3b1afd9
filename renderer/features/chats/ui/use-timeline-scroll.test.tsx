// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import { useTimelineScroll } from './use-timeline-scroll'

afterEach(cleanup)

function List({ onAtBottom }: { readonly onAtBottom: (isAtBottom: boolean) => void }) {
  const { scroller, rows, handleScroll } = useTimelineScroll({
    first: 0,
    end: 3,
    openAt: null,
    lastId: 'last',
    isLastOwn: false,
    onAtBottom,
    onStart: vi.fn(),
  })
  return (
    <div ref={scroller} data-testid="scroller" onScroll={handleScroll}>
      <div ref={rows} />
    </div>
  )
}

/** A conversation of 600 pixels in a window of 500, at its end; sizes are what is set here. */
function showAtEnd() {
  let roomPx = 500
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(() => roomPx)
  const onAtBottom = vi.fn()
  render(<List onAtBottom={onAtBottom} />)
  const box = screen.getByTestId('scroller')
  const scrolledTo = (topPx: number) => {
    box.scrollTop = topPx
    fireEvent.scroll(box)
  }
  scrolledTo(600 - roomPx)
  return {
    box,
    onAtBottom,
    scrolledTo,
    leaveRoom: (px: number) => {
      roomPx = px
    },
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

it('[M18] who scrolls up by more than a line has left the end', () => {
  const { onAtBottom, scrolledTo } = showAtEnd()
  scrolledTo(20)
  expect(onAtBottom.mock.calls).toEqual([[false]])
})

it('[M18] less room, told as scrolling, moves nobody from the end', () => {
  const { box, onAtBottom, scrolledTo, leaveRoom } = showAtEnd()
  leaveRoom(400)
  scrolledTo(138)
  expect(onAtBottom).not.toHaveBeenCalled()
  expect(box.scrollTop).toBe(600)
  // From there on it is scrolling again.
  scrolledTo(20)
  expect(onAtBottom.mock.calls).toEqual([[false]])
})
