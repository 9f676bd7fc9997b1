/** Data cut into small pieces, by Toxiproxy's `slicer` toxic. */
import { z } from 'zod'
import { bytes, toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z
  .strictObject({
    averageBytes: bytes(64, 'Piece size', 'Average size of a piece.'),
    variationBytes: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(0)
      .meta({
        title: 'Variation',
        unit: '± bytes',
        description: 'Pieces differ by up to this from the average; it must be below it.',
      }),
    delayMicros: z.int().min(0).max(10_000_000).default(0).meta({
      title: 'Delay',
      unit: 'µs',
      description: 'Pause between two pieces, in microseconds.',
    }),
    ...toxicFields,
  })
  .refine(({ averageBytes, variationBytes }) => variationBytes < averageBytes, {
    path: ['variationBytes'],
    message: 'the variation must be below the piece size',
  })

export const slicer = toxicFault({
  name: 'slicer',
  title: 'Slicer',
  description:
    'Cuts what passes into small pieces with a pause between them. Nothing is lost and nothing changes its order. A message of n bytes takes about n ÷ piece size pauses longer, so big values suffer and small ones hardly do. What parses its input badly when it comes in pieces breaks here.',
  params,
  phrase: ({ averageBytes, variationBytes, delayMicros }) =>
    `slices of ${averageBytes}${variationBytes === 0 ? '' : ` ± ${variationBytes}`} bytes, ${delayMicros} µs apart`,
})
