package main

import (
	"math/rand"
	"time"

	"github.com/cenkalti/backoff/v4"
)

const steps = 24

// standingClock moves only when told to. It counts how often it is read, because NextBackOff of an ExponentialBackOff
// reads it once and draws once: so we know which steps drew without touching the library.
type standingClock struct {
	now   time.Time
	reads int
}

func newClock() *standingClock { return &standingClock{now: time.Unix(1_700_000_000, 0)} }

func (c *standingClock) Now() time.Time {
	c.reads++
	return c.now
}

func (c *standingClock) advance(d time.Duration) { c.now = c.now.Add(d) }

// twin draws what the library draws from the global source.
type twin struct{ source *rand.Rand }

func seeded(seed int64) twin {
	rand.Seed(seed)
	return twin{rand.New(rand.NewSource(seed))}
}

func (t twin) draw() *float64 {
	value := t.source.Float64()
	return &value
}

// check proves that the library drew as often as we did.
func (t twin) check(where string) {
	if rand.Float64() != t.source.Float64() {
		panic("out of step with the library's draws: " + where)
	}
}

func sequences() [][]field {
	var vectors [][]field
	for i, plan := range sequencePlans() {
		vectors = append(vectors, sequence(int64(i+1), plan))
	}
	return vectors
}

func sequence(seed int64, plan sequencePlan) []field {
	clock, twin := newClock(), seeded(seed)
	policy := plan.settings.limited(plan.settings.exponential(clock))
	start := clock.now

	var elapsed, delays []int64
	var draws []*float64
	for range steps {
		before := clock.reads
		elapsed = append(elapsed, int64(clock.now.Sub(start)))
		delay := policy.NextBackOff()
		delays = append(delays, int64(delay))
		if clock.reads > before {
			draws = append(draws, twin.draw())
		} else {
			draws = append(draws, nil)
		}
		if plan.work == standing {
			continue
		}
		if delay != backoff.Stop {
			clock.advance(delay)
		}
		clock.advance(plan.work)
	}
	twin.check(plan.name)
	return []field{
		{"name", plan.name},
		{"settings", plan.settings},
		{"elapsedNs", elapsed},
		{"draws", draws},
		{"delaysNs", delays},
	}
}
