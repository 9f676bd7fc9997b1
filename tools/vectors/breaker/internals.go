package main

import (
	"reflect"
	"time"
	"unsafe"

	"github.com/sony/gobreaker"
)

// internals reads what gobreaker keeps to itself. Its version is pinned, and a missing field panics.
type internals struct{ breaker reflect.Value }

func insideOf(b *gobreaker.TwoStepCircuitBreaker) internals {
	return internals{reflect.ValueOf(b).Elem().FieldByName("cb").Elem()}
}

func (i internals) generation() uint64 { return i.breaker.FieldByName("generation").Uint() }
func (i internals) state() gobreaker.State {
	return gobreaker.State(i.breaker.FieldByName("state").Int())
}
func (i internals) interval() time.Duration {
	return time.Duration(i.breaker.FieldByName("interval").Int())
}
func (i internals) timeout() time.Duration {
	return time.Duration(i.breaker.FieldByName("timeout").Int())
}

func (i internals) expiry() time.Time {
	field := i.breaker.FieldByName("expiry")
	return *(*time.Time)(unsafe.Pointer(field.UnsafeAddr()))
}
