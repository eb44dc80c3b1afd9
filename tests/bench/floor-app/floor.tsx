import '@mantine/core/styles.css'

import { Button, MantineProvider, Text } from '@mantine/core'
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'

function Hello() {
  useEffect(() => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        performance.mark('otklik:list')
      })
    })
  }, [])
  return (
    <MantineProvider>
      <Text>Hello</Text>
      <Button>One button</Button>
    </MantineProvider>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('floor page has no root')
createRoot(root).render(<Hello />)
