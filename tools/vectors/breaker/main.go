// Command breaker writes what sony/gobreaker does to standard output, for implementations in other languages to replay:
// histories of requests with instants, results, states, generations and counts.
//
// gobreaker reads the system's clock and takes no other. With -time=real the histories run over real short times, so
// their instants differ from run to run; no step falls nearer than 3 ms to an expiry. With -time=virtual they run in a
// bubble of testing/synctest whose clock stands still between sleeps: the output is the same on every run, and steps
// fall on an expiry to the nanosecond. Times are in nanoseconds since the breaker was made.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"testing"
	"testing/synctest"
)

const library = "github.com/sony/gobreaker"

func main() {
	testing.Init()
	mode := flag.String("time", "real", "real or virtual")
	flag.Parse()

	out := os.Stdout
	switch *mode {
	case "real":
		if err := write(out, *mode, recordAll(realSettings(), recordReal)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "virtual":
		// The package testing reports to standard output, and that belongs to the vectors.
		os.Stdout = os.Stderr
		inBubble(func() error { return write(out, *mode, recordAll(virtualSettings(), recordVirtual)) })
	default:
		fmt.Fprintf(os.Stderr, "-time=%s: must be real or virtual\n", *mode)
		os.Exit(2)
	}
}

// inBubble runs f in virtual time and exits. A bubble wants a test to belong to, so this is one.
func inBubble(f func() error) {
	bubble := func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			if err := f(); err != nil {
				t.Fatal(err)
			}
		})
	}
	all := func(_, _ string) (bool, error) { return true, nil }
	testing.Main(all, []testing.InternalTest{{Name: "histories", F: bubble}}, nil, nil)
}

func recordAll(all []settings, record func(seed int64, s settings) history) (histories []history) {
	for i, s := range all {
		histories = append(histories, record(int64(i+1), s))
	}
	return histories
}

func write(to io.Writer, mode string, histories []history) error {
	out := bufio.NewWriter(to)
	fmt.Fprintf(out, "{\n\"library\": %s,\n\"time\": %s,\n\"histories\": [\n",
		inline(library+" "+linkedVersion()), inline(mode))
	for i, h := range histories {
		fmt.Fprintf(out, "{\"settings\": %s,\n\"steps\": [\n", inline(h.settings))
		for j, step := range h.steps {
			fmt.Fprint(out, inline(step), separator(j, len(h.steps)))
		}
		fmt.Fprint(out, "]}", separator(i, len(histories)))
	}
	fmt.Fprint(out, "]\n}\n")
	return out.Flush()
}

func separator(i, count int) string {
	if i < count-1 {
		return ",\n"
	}
	return "\n"
}

func inline(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
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
