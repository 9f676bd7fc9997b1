package main

import (
	"fmt"
	"math/rand"
	"os"
	"time"
)

// margin between any step in real time and any expiry. Below it, the order of the two could not be told from outside.
const margin = 3 * time.Millisecond

// recordReal runs one history in real time, again and again until every step kept its distance.
func recordReal(seed int64, s settings) history {
	for try := 1; try <= 50; try++ {
		if steps, kept := tryReal(seed, s); kept {
			return history{s, steps}
		}
	}
	fmt.Fprintln(os.Stderr, "this machine is too busy for short real times; try again when it is idle")
	os.Exit(1)
	panic("unreachable")
}

func tryReal(seed int64, s settings) (steps []step, kept bool) {
	source, subject := rand.New(rand.NewSource(seed)), newSubject(s)
	for i := range stepsPerHistory {
		wait := realWait(source, subject.inside.expiry())
		time.Sleep(wait)
		before, from := subject.inside.expiry(), time.Now()
		step := subject.perform(i, subject.chooseAction(i, source), source)
		after, to := subject.inside.expiry(), time.Now()
		step.Wait = wait
		if near(before, from, to) || after != before && near(after, from, to) {
			return nil, false
		}
		steps = append(steps, step)
	}
	return steps, true
}

func near(expiry, from, to time.Time) bool {
	return !expiry.IsZero() && to.Add(margin).After(expiry) && expiry.Add(margin).After(from)
}

// realWait draws a short wait, at times one beyond the expiry, and stays clear of the expiry itself.
func realWait(source *rand.Rand, expiry time.Time) time.Duration {
	wait, beyond := time.Duration(source.Intn(7))*time.Millisecond, source.Intn(4) == 0
	if expiry.IsZero() {
		return wait
	}
	remaining := time.Until(expiry).Truncate(time.Millisecond)
	lands := wait > remaining-2*margin && wait < remaining+2*margin
	if (beyond || lands) && remaining > -2*margin && remaining < 100*time.Millisecond {
		return remaining + 2*margin
	}
	return wait
}

// recordVirtual runs one history in a bubble's time, where steps may fall exactly on an expiry and beside it.
func recordVirtual(seed int64, s settings) history {
	source, subject := rand.New(rand.NewSource(seed)), newSubject(s)
	var steps []step
	for i := range stepsPerHistory {
		wait := virtualWait(source, subject.inside.expiry())
		time.Sleep(wait)
		step := subject.perform(i, subject.chooseAction(i, source), source)
		step.Wait = wait
		steps = append(steps, step)
	}
	return history{s, steps}
}

func virtualWait(source *rand.Rand, expiry time.Time) time.Duration {
	wait, place := time.Duration(source.Int63n(int64(time.Second))), source.Intn(8)
	remaining := time.Until(expiry)
	if expiry.IsZero() || remaining < 0 || place > 3 {
		return wait
	}
	return max(0, remaining+[]time.Duration{-1, 0, 1, time.Second}[place])
}
