package main

import (
	"errors"
	"math/rand"
	"slices"
	"time"

	"github.com/sony/gobreaker"
)

const stepsPerHistory = 40

type history struct {
	settings settings
	steps    []step
}

// step is one action and what the breaker looked like afterwards.
type step struct {
	Wait time.Duration `json:"waitNs"`
	// Action: "success" and "failure" are whole requests; "begin" and "end" are the two halves of a slow one;
	// "observe" only asks for the state.
	Action string `json:"action"`
	// Request is the step that began what this step ends.
	Request *int `json:"request,omitempty"`
	// Success is the result that an "end" reports.
	Success *bool `json:"success,omitempty"`
	// At is when the request asked to pass, or ended, or the state was asked for.
	At time.Duration `json:"atNs"`
	// DoneAt is when a whole request that was allowed reported its result.
	DoneAt *time.Duration `json:"doneAtNs,omitempty"`
	// Result: "allowed", "open" or "too many requests"; "none" where nobody asked to pass.
	Result     string         `json:"result"`
	State      string         `json:"state"`
	Generation uint64         `json:"generation"`
	Expiry     *time.Duration `json:"expiryNs"`
	// Counts: requests, total successes, total failures, consecutive successes, consecutive failures.
	Counts [5]uint32 `json:"counts"`
}

// subject is a breaker under observation.
type subject struct {
	settings settings
	twoStep  *gobreaker.TwoStepCircuitBreaker
	inside   internals
	start    time.Time
	pending  map[int]func(bool)
}

func newSubject(s settings) *subject {
	start := time.Now()
	twoStep := gobreaker.NewTwoStepCircuitBreaker(s.forLibrary())
	subject := &subject{s, twoStep, insideOf(twoStep), start, map[int]func(bool){}}
	if made, known := subject.generationBegan(); known {
		subject.start = made
	}
	return subject
}

// perform does one action. An instant that began a generation with an expiry is known exactly from that expiry; any
// other was measured just before the call, and only its order relative to expiries matters.
func (s *subject) perform(index int, action string, source *rand.Rand) step {
	result := step{Action: action, Result: "none"}
	switch action {
	case "success", "failure":
		done, err := s.timed(&result.At, s.twoStep.Allow)
		result.Result = resultOf(err)
		if err == nil {
			result.DoneAt = new(time.Duration)
			s.timed(result.DoneAt, func() (func(bool), error) { done(action == "success"); return nil, nil })
		}
	case "begin":
		done, err := s.timed(&result.At, s.twoStep.Allow)
		result.Result = resultOf(err)
		if err == nil {
			s.pending[index] = done
		}
	case "end":
		request, success := s.anyPending(source), source.Intn(2) == 0
		result.Request, result.Success = &request, &success
		s.timed(&result.At, func() (func(bool), error) { s.pending[request](success); return nil, nil })
		delete(s.pending, request)
	case "observe":
		s.timed(&result.At, func() (func(bool), error) { s.twoStep.State(); return nil, nil })
	}
	result.State = s.twoStep.State().String()
	result.Generation = s.inside.generation()
	if expiry := s.inside.expiry(); !expiry.IsZero() {
		since := expiry.Sub(s.start)
		result.Expiry = &since
	}
	counts := s.twoStep.Counts()
	result.Counts = [5]uint32{counts.Requests, counts.TotalSuccesses, counts.TotalFailures,
		counts.ConsecutiveSuccesses, counts.ConsecutiveFailures}
	return result
}

func (s *subject) timed(at *time.Duration, call func() (func(bool), error)) (func(bool), error) {
	generation, now := s.inside.generation(), time.Now()
	done, err := call()
	if s.inside.generation() != generation {
		if began, known := s.generationBegan(); known {
			now = began
		}
	}
	*at = now.Sub(s.start)
	return done, err
}

// generationBegan reads when the current generation began off its expiry, where it has one.
func (s *subject) generationBegan() (time.Time, bool) {
	expiry := s.inside.expiry()
	if expiry.IsZero() {
		return time.Time{}, false
	}
	if s.inside.state() == gobreaker.StateOpen {
		return expiry.Add(-s.inside.timeout()), true
	}
	return expiry.Add(-s.inside.interval()), true
}

func (s *subject) anyPending(source *rand.Rand) int {
	var requests []int
	for request := range s.pending {
		requests = append(requests, request)
	}
	slices.Sort(requests)
	return requests[source.Intn(len(requests))]
}

// chooseAction draws the next action, with phases of health and of failure.
func (s *subject) chooseAction(index int, source *rand.Rand) string {
	draw := source.Float64()
	switch {
	case draw < 0.05:
		return "observe"
	case draw < 0.2:
		return "begin"
	case draw < 0.4 && len(s.pending) > 0:
		return "end"
	}
	failing := 0.9
	if index/8%2 == 1 {
		failing = 0.2
	}
	if source.Float64() < failing {
		return "failure"
	}
	return "success"
}

func resultOf(err error) string {
	switch {
	case err == nil:
		return "allowed"
	case errors.Is(err, gobreaker.ErrOpenState):
		return "open"
	case errors.Is(err, gobreaker.ErrTooManyRequests):
		return "too many requests"
	default:
		panic(err)
	}
}
