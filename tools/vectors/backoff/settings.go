package main

import (
	"fmt"
	"math/rand"
	"time"

	"github.com/cenkalti/backoff/v4"
)

// settings of one ExponentialBackOff, with WithMaxRetries around it unless MaxRetries is nil.
type settings struct {
	Initial    time.Duration `json:"initialIntervalNs"`
	Factor     float64       `json:"randomizationFactor"`
	Multiplier float64       `json:"multiplier"`
	Max        time.Duration `json:"maxIntervalNs"`
	MaxElapsed time.Duration `json:"maxElapsedTimeNs"`
	MaxRetries *uint64       `json:"maxRetries"`
}

func (s settings) exponential(clock backoff.Clock) *backoff.ExponentialBackOff {
	return backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(s.Initial),
		backoff.WithRandomizationFactor(s.Factor),
		backoff.WithMultiplier(s.Multiplier),
		backoff.WithMaxInterval(s.Max),
		backoff.WithMaxElapsedTime(s.MaxElapsed),
		backoff.WithClockProvider(clock),
	)
}

func (s settings) limited(inner backoff.BackOff) backoff.BackOff {
	if s.MaxRetries == nil {
		return inner
	}
	return backoff.WithMaxRetries(inner, *s.MaxRetries)
}

func atMost(retries uint64) *uint64 { return &retries }

// defaults as the library itself has them, not as we copied them.
func defaults() settings {
	b := backoff.NewExponentialBackOff()
	return settings{b.InitialInterval, b.RandomizationFactor, b.Multiplier, b.MaxInterval, b.MaxElapsedTime, nil}
}

// sequencePlan is one setting to step through, and how long the operation itself takes between two steps.
type sequencePlan struct {
	name     string
	settings settings
	work     time.Duration
}

// standing instead of a time of work: the clock does not move at all, not even by the delays, which would add up to more
// than a JSON number holds exactly.
const standing = -1

func sequencePlans() []sequencePlan {
	const work = 1_234_567 * time.Nanosecond
	plans := []sequencePlan{{"the defaults", defaults(), work}}
	add := func(name string, work time.Duration, s settings) {
		plans = append(plans, sequencePlan{name, s, work})
	}

	for _, initial := range []time.Duration{time.Millisecond, 50 * time.Millisecond, 500 * time.Millisecond} {
		for _, factor := range []float64{0, 0.25, 0.5, 1} {
			for _, multiplier := range []float64{1, 1.5, 2} {
				for _, cap := range []time.Duration{initial / 2, initial, 10*initial + 1} {
					name := fmt.Sprintf("%v ×%v ±%v cap %v", initial, multiplier, factor, cap)
					add(name, work, settings{initial, factor, multiplier, cap, 0, nil})
				}
			}
		}
	}

	for n := uint64(0); n <= 5; n++ {
		s := defaults()
		s.MaxRetries = atMost(n)
		add(fmt.Sprintf("the defaults, at most %d retries", n), work, s)
	}
	short := settings{100 * time.Millisecond, 0.5, 2, 2 * time.Second, 3 * time.Second, nil}
	add("ends by elapsed time", work, short)
	short.MaxRetries = atMost(3)
	add("retries end before elapsed time", work, short)
	short.MaxRetries = atMost(20)
	add("elapsed time ends before retries", work, short)

	even := settings{100 * time.Millisecond, 0, 1, time.Second, time.Second, nil}
	add("elapsed plus next meets the limit exactly", 0, even)
	even.MaxElapsed--
	add("elapsed plus next is one nanosecond over the limit", 0, even)
	add("a limit below the first interval", work, settings{time.Second, 0, 2, time.Minute, time.Millisecond, nil})
	// Wide jitter near the limit: a small draw may pass after a large one was refused.
	add("goes on after a stop", 0, settings{time.Second, 1, 1, time.Second, 10 * time.Second, nil})

	add("one nanosecond, truncated again and again", work, settings{1, 0, 1.5, time.Second, 0, nil})
	add("one nanosecond with jitter", work, settings{1, 1, 1.5, time.Second, 0, nil})
	add("three nanoseconds by 1.1", work, settings{3, 0.1, 1.1, time.Second, 0, nil})
	add("shrinks", work, settings{time.Second, 0.5, 0.5, time.Minute, 0, nil})
	add("multiplier zero", work, settings{time.Second, 0.5, 0, time.Minute, 0, nil})
	add("an interval of zero", work, settings{0, 0.5, 2, time.Minute, 0, nil})
	add("a cap of zero", work, settings{time.Second, 0.5, 2, 0, 0, nil})
	add("exactly at cap/multiplier", work, settings{time.Second, 0, 2, 2 * time.Second, 0, nil})
	add("one nanosecond below cap/multiplier", work, settings{time.Second - 1, 0, 2, 2 * time.Second, 0, nil})
	// cap/multiplier rounds to the interval itself while interval × multiplier rounds to just below the cap.
	add("the division decides, not the product: 1.16", work, settings{25, 0, 1.16, 29, 0, nil})
	add("the division decides, not the product: 1.4", work, settings{45, 0, 1.4, 63, 0, nil})
	add("grows by ten to 39 hours", work, settings{time.Millisecond, 0.5, 10, 1 << 47, 0, nil})
	add("a third, far out", work, settings{7, 1.0 / 3, 3.3, 1<<47 - 1, 0, nil})
	// Weeks: a float64 keeps but a bit or two of a nanosecond here, and the order of the operations shows.
	for _, far := range []time.Duration{1<<51 - 1, 1_234_567_890_123_457} {
		for _, factor := range []float64{0, 0.05, 1.0 / 3, 0.45, 1} {
			plans = append(plans, sequencePlan{fmt.Sprintf("%v ±%.2f, the clock stands", far, factor),
				settings{far, factor, 1, far, 0, nil}, standing})
		}
	}

	// Settings nobody would think of, for the roundings nobody would think of.
	source := rand.New(rand.NewSource(20_240_401))
	for i := 1; i <= 24; i++ {
		s := settings{
			Initial:    time.Duration(1 + source.Int63n(int64(2*time.Second))),
			Factor:     source.Float64(),
			Multiplier: 1 + 2*source.Float64(),
			Max:        time.Duration(1 + source.Int63n(int64(2*time.Minute))),
		}
		if i%2 == 0 {
			s.MaxElapsed = time.Duration(1 + source.Int63n(int64(10*time.Minute)))
		}
		if i%3 == 0 {
			s.MaxRetries = atMost(uint64(source.Intn(30)))
		}
		add(fmt.Sprintf("arbitrary %d", i), work, s)
	}
	return plans
}
