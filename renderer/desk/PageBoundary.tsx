import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'

import { EmptyState } from '../ui/EmptyState'
import { Broken } from '../ui/illustrations/Broken'

export interface PageBoundaryProps {
  readonly title: string
  readonly action: string
  readonly children: ReactNode
}

/** A fault in one section leaves the rail, the calls and the other sections working. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown): void {
    reportError(error)
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <EmptyState
        picture={<Broken />}
        title={this.props.title}
        action={
          <Button
            onClick={() => {
              this.setState({ hasFailed: false })
            }}
          >
            {this.props.action}
          </Button>
        }
      />
    )
  }
}
