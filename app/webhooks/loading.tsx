import { ListSkeleton } from '@/components/runs/list-skeleton'

export default function Loading() {
  return <ListSkeleton title="Webhooks" panels={['Webhooks']} />
}
