package main

import (
	"time"

	"github.com/sony/gobreaker"
)

// settings as given to gobreaker, before it puts defaults in the place of zeros.
type settings struct {
	MaxRequests uint32        `json:"maxRequests"`
	Interval    time.Duration `json:"intervalNs"`
	Timeout     time.Duration `json:"timeoutNs"`
	Trip        *tripRule     `json:"readyToTrip"`
}

// tripRule is a ReadyToTrip that can be written down; nil stands for the library's own.
type tripRule struct {
	Rule        string  `json:"rule"`
	Above       uint32  `json:"above,omitempty"`
	MinRequests uint32  `json:"minRequests,omitempty"`
	Ratio       float64 `json:"ratio,omitempty"`
}

func (s settings) forLibrary() gobreaker.Settings {
	result := gobreaker.Settings{MaxRequests: s.MaxRequests, Interval: s.Interval, Timeout: s.Timeout}
	if s.Trip != nil {
		result.ReadyToTrip = s.Trip.readyToTrip
	}
	return result
}

func (r tripRule) readyToTrip(counts gobreaker.Counts) bool {
	switch r.Rule {
	case "consecutive-failures":
		return counts.ConsecutiveFailures > r.Above
	case "failure-ratio":
		return counts.Requests >= r.MinRequests &&
			float64(counts.TotalFailures)/float64(counts.Requests) >= r.Ratio
	default:
		panic("unknown rule " + r.Rule)
	}
}

func tripRules() []*tripRule {
	return []*tripRule{
		nil,
		{Rule: "consecutive-failures", Above: 0},
		{Rule: "consecutive-failures", Above: 2},
		{Rule: "failure-ratio", MinRequests: 3, Ratio: 0.6},
	}
}

func realSettings() []settings {
	var all []settings
	for _, maxRequests := range []uint32{0, 1, 2, 3} {
		for _, interval := range []time.Duration{0, 30 * time.Millisecond} {
			for _, timeout := range []time.Duration{20 * time.Millisecond, 35 * time.Millisecond} {
				for _, trip := range tripRules() {
					all = append(all, settings{maxRequests, interval, timeout, trip})
				}
			}
		}
	}
	return all
}

func virtualSettings() []settings {
	var all []settings
	for _, maxRequests := range []uint32{0, 1, 2, 3} {
		for _, trip := range tripRules() {
			all = append(all,
				settings{maxRequests, 0, 5 * time.Second, trip},
				settings{maxRequests, 10 * time.Second, 0, trip})
		}
	}
	return append(all, settings{1, -time.Second, -time.Second, nil}, settings{5, time.Second, time.Hour, nil})
}
