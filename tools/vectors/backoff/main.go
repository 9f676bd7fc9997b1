// Command backoff writes what cenkalti/backoff/v4 does to standard output, for implementations in other languages to
// replay: successive results of NextBackOff with the random numbers and elapsed times behind them, and runs of Retry.
//
// The output is the same byte for byte on every run. Times are in nanoseconds, -1 is backoff.Stop, and a draw is null
// where the library drew none.
//
// The library draws from the global source of math/rand, and rand.Seed does nothing since Go 1.24 unless asked to:
//
//go:debug randseednop=0
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
)

const library = "github.com/cenkalti/backoff/v4"

func main() {
	if runtime.GOARCH != "amd64" {
		// Elsewhere Go may fuse a multiplication with an addition, which rounds once and can end one nanosecond off.
		fmt.Fprintf(os.Stderr, "these vectors are those of amd64; this is %s\n", runtime.GOARCH)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(out, "{\n\"library\": %s,\n", inline(library+" "+linkedVersion()))
	writeList(out, "sequences", sequences())
	fmt.Fprintln(out, ",")
	writeList(out, "retries", retries())
	fmt.Fprintln(out, "\n}")
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// linkedVersion asks the binary, so that the output cannot claim another version than the one that ran.
func linkedVersion() string {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, module := range info.Deps {
			if module.Path == library {
				return module.Version
			}
		}
	}
	panic("no version of " + library + " in the build info")
}

// field is one line of a vector: compact, and yet a change shows up in a diff where it happened.
type field struct {
	name  string
	value any
}

func writeList(out io.Writer, name string, vectors [][]field) {
	fmt.Fprintf(out, "%s: [\n", inline(name))
	for i, vector := range vectors {
		fmt.Fprint(out, "{")
		for j, f := range vector {
			fmt.Fprintf(out, "%s: %s", inline(f.name), inline(f.value))
			if j < len(vector)-1 {
				fmt.Fprint(out, ",\n ")
			}
		}
		fmt.Fprint(out, "}")
		if i < len(vectors)-1 {
			fmt.Fprint(out, ",")
		}
		fmt.Fprintln(out)
	}
	fmt.Fprint(out, "]")
}

func inline(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
