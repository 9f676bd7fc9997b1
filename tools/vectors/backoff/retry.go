package main

import (
	"context"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v4"
)

// retryPlan is one call of Retry: what the operation returns each time and when the context ends.
type retryPlan struct {
	Name     string        `json:"name"`
	Settings settings      `json:"settings"`
	Work     time.Duration `json:"workNs"`
	// Results of the calls in order; the last one is repeated.
	Results []string `json:"results"`
	// Context: where it sits, "none", "around" WithMaxRetries or "within" it.
	Context string `json:"context"`
	// CancelDuring: "nothing", "start", "call 2", "wait 1", …
	CancelDuring string `json:"cancelDuring"`
	Cause        string `json:"cause"`
}

// endableContext ends exactly when the plan says, with either of the two errors a context can have.
type endableContext struct {
	context.Context
	done chan struct{}
	err  error
}

func (c *endableContext) Done() <-chan struct{} { return c.done }
func (c *endableContext) Err() error            { return c.err }
func (c *endableContext) end(cause string) {
	c.err = context.Canceled
	if cause == "deadline" {
		c.err = context.DeadlineExceeded
	}
	close(c.done)
}

// standingTimer fires at once and moves the clock instead. While the context ends during a wait it never fires, or
// Retry's select would choose between two ready channels by chance.
type standingTimer struct {
	clock *standingClock
	fired chan time.Time
	start func() (fires bool)
}

func (t *standingTimer) Start(d time.Duration) {
	if t.start() {
		t.clock.advance(d)
		t.fired <- t.clock.now
	}
}
func (t *standingTimer) Stop()               {}
func (t *standingTimer) C() <-chan time.Time { return t.fired }

func retries() [][]field {
	var vectors [][]field
	for i, plan := range retryPlans() {
		vectors = append(vectors, retry(int64(1000+i), plan))
	}
	return vectors
}

func retry(seed int64, plan retryPlan) []field {
	clock, twin := newClock(), seeded(seed)
	ctx := &endableContext{Context: context.Background(), done: make(chan struct{})}
	exponential := plan.Settings.exponential(clock)
	var policy backoff.BackOff
	switch plan.Context {
	case "around":
		policy = backoff.WithContext(plan.Settings.limited(exponential), ctx)
	case "within":
		policy = plan.Settings.limited(backoff.WithContext(exponential, ctx))
	default:
		policy = plan.Settings.limited(exponential)
	}

	calls, waits := 0, []int64{}
	endAt := func(place string) bool {
		if plan.CancelDuring == place {
			ctx.end(plan.Cause)
			return true
		}
		return false
	}
	timer := &standingTimer{clock: clock, fired: make(chan time.Time, 1)}
	timer.start = func() bool { return !endAt(fmt.Sprintf("wait %d", len(waits))) }

	endAt("start")
	readsBefore := clock.reads
	err := backoff.RetryNotifyWithTimer(func() error {
		calls++
		clock.advance(plan.Work)
		endAt(fmt.Sprintf("call %d", calls))
		return result(plan.Results, calls)
	}, policy, func(_ error, wait time.Duration) { waits = append(waits, int64(wait)) }, timer)

	draws := []*float64{}
	// One read of the clock belongs to Retry's own Reset.
	for range clock.reads - readsBefore - 1 {
		draws = append(draws, twin.draw())
	}
	twin.check(plan.Name)
	returned := "nil"
	if err != nil {
		returned = err.Error()
	}
	return []field{
		{"plan", plan}, {"draws", draws}, {"waitsNs", waits}, {"calls", calls}, {"returned", returned},
	}
}

func result(results []string, call int) error {
	switch kind := results[min(call, len(results))-1]; kind {
	case "ok":
		return nil
	case "temporary":
		return fmt.Errorf("temporary %d", call)
	case "permanent":
		return backoff.Permanent(fmt.Errorf("permanent %d", call))
	case "wrapped permanent":
		return fmt.Errorf("wrapper: %w", backoff.Permanent(fmt.Errorf("permanent %d", call)))
	default:
		panic("unknown result " + kind)
	}
}

func retryPlans() []retryPlan {
	base := settings{100 * time.Millisecond, 0.5, 2, time.Second, 5 * time.Second, nil}
	const work = 10 * time.Millisecond
	var plans []retryPlan
	add := func(name string, s settings, context, during, cause string, results ...string) {
		plans = append(plans, retryPlan{name, s, work, results, context, during, cause})
	}
	with := func(retries uint64) settings {
		s := base
		s.MaxRetries = atMost(retries)
		return s
	}

	for n := uint64(0); n <= 6; n++ {
		add(fmt.Sprintf("%d retries, never succeeds", n), with(n), "none", "nothing", "", "temporary")
	}
	add("never succeeds, ends by elapsed time", base, "none", "nothing", "", "temporary")
	add("succeeds at once", base, "none", "nothing", "", "ok")
	add("succeeds at the third call", base, "none", "nothing", "", "temporary", "temporary", "ok")
	add("succeeds at the last call allowed", with(2), "none", "nothing", "", "temporary", "temporary", "ok")
	add("permanent at once", base, "none", "nothing", "", "permanent")
	add("permanent at the second call", base, "none", "nothing", "", "temporary", "permanent")
	add("permanent inside another error", base, "none", "nothing", "", "temporary", "wrapped permanent")
	for _, context := range []string{"around", "within"} {
		for _, cause := range []string{"canceled", "deadline"} {
			name := func(text string) string { return fmt.Sprintf("%s, %s, context %s the limit", cause, text, context) }
			add(name("before the start"), with(4), context, "start", cause, "temporary")
			add(name("before the start, yet it succeeds"), with(4), context, "start", cause, "ok")
			add(name("before the start, permanent"), with(4), context, "start", cause, "permanent")
			add(name("during the second call"), with(4), context, "call 2", cause, "temporary")
			add(name("during the last call"), with(4), context, "call 5", cause, "temporary")
			add(name("during a call that succeeds"), with(4), context, "call 2", cause, "temporary", "ok")
			add(name("during a call that fails for good"), with(4), context, "call 2", cause, "temporary", "permanent")
			add(name("during the first wait"), with(4), context, "wait 1", cause, "temporary")
			add(name("during the third wait"), with(4), context, "wait 3", cause, "temporary")
		}
		add("a context that never ends, "+context+" the limit", with(3), context, "nothing", "", "temporary")
	}
	return plans
}
