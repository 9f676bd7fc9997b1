/** Events in the order of their instants: a binary heap. Events of the same instant come out in any order. */
export interface Timed {
  atMs: number
}

export class EventQueue<Event extends Timed> {
  readonly #heap: Event[] = []

  push(event: Event): void {
    const heap = this.#heap
    let index = heap.push(event) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (this.#at(parent).atMs <= event.atMs) break
      heap[index] = this.#at(parent)
      index = parent
    }
    heap[index] = event
  }

  /** Takes the earliest event out. */
  pop(): Event | undefined {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (first && last && first !== last) this.#sinkFromTop(last)
    return first
  }

  #sinkFromTop(event: Event): void {
    const heap = this.#heap
    let index = 0
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      if (child + 1 < heap.length && this.#at(child + 1).atMs < this.#at(child).atMs) child += 1
      if (event.atMs <= this.#at(child).atMs) break
      heap[index] = this.#at(child)
      index = child
    }
    heap[index] = event
  }

  #at(index: number): Event {
    return this.#heap[index] as Event
  }
}
