import { expect, it } from 'vitest'
import { faultDocument } from './fault-document'

it('the document of the faults is in step with the registry', async () => {
  await expect(faultDocument()).toMatchFileSnapshot('../../../docs/faults.md')
})
