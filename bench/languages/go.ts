import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GoTimes, Input, Name } from "./inputs.ts";

/** What Go itself took in this run. */
export interface GoRun {
  readonly version: string;
  readonly times: Readonly<Record<string, GoTimes>>;
}

const MINUTES = 60_000;

/** Times Go's own text/template where a `go` command exists; `undefined` where it does not or does not work. */
export function runGo(inputs: ReadonlyMap<Name, Input>): GoRun | undefined {
  const version = goVersion();
  if (version === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-"));
  try {
    writeFileSync(join(folder, "main.go"), PROGRAM);
    const cases = [...inputs].map(([name, { source, data }]) => ({ name, source, data }));
    writeFileSync(join(folder, "cases.json"), JSON.stringify(cases));
    const env = { ...process.env, GO111MODULE: "off", GOCACHE: join(folder, "cache"), GOFLAGS: "" };
    const options = { cwd: folder, env, timeout: 4 * MINUTES, encoding: "utf8" } as const;
    execFileSync("go", ["build", "-o", "bench", "main.go"], { ...options, stdio: "ignore" });
    const times = JSON.parse(execFileSync(join(folder, "bench"), options)) as Record<string, GoTimes>;
    return { version, times };
  } catch (error) {
    console.error(`go: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function goVersion(): string | undefined {
  try {
    return execFileSync("go", ["version"], { encoding: "utf8", timeout: 10_000 }).trim();
  } catch {
    return undefined;
  }
}

const PROGRAM = `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"sort"
	"strings"
	"text/template"
	"time"
	"unicode"
	"unicode/utf8"
)

var zone, _ = time.LoadLocation("Asia/Bangkok")
var tokens = strings.NewReplacer("yyyy", "2006", "MM", "01", "dd", "02", "HH", "15", "hh", "03", "mm", "04", "ss", "05", "z", "07:00")

func seconds(v interface{}) int64 {
	f, _ := v.(float64)
	return int64(f)
}

var funcs = template.FuncMap{
	"Capitalize": func(s string) string {
		r, n := utf8.DecodeRuneInString(s)
		return string(unicode.ToUpper(r)) + s[n:]
	},
	"ToMillis":  func(v interface{}) (int64, error) { return seconds(v) * 1000, nil },
	"UrlEncode": func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") },
	"TimeFormat": func(v interface{}, format, utc string) (string, error) {
		where := zone
		if utc == "1" {
			where = time.UTC
		}
		return time.Unix(seconds(v), 0).In(where).Format(tokens.Replace(format)), nil
	},
}

type input struct {
	Name, Source string
	Data         interface{}
}

type times struct {
	Render float64 ${'`json:"render"`'}
	Parse  float64 ${'`json:"parse"`'}
}

func best(work func()) float64 {
	runs := 1
	for {
		start := time.Now()
		for i := 0; i < runs; i++ {
			work()
		}
		if time.Since(start) > 40*time.Millisecond {
			break
		}
		runs *= 2
	}
	var rounds []float64
	for r := 0; r < 11; r++ {
		start := time.Now()
		for i := 0; i < runs; i++ {
			work()
		}
		rounds = append(rounds, float64(time.Since(start).Nanoseconds())/float64(runs))
	}
	sort.Float64s(rounds)
	return rounds[0]
}

func main() {
	text, err := os.ReadFile("cases.json")
	if err != nil {
		panic(err)
	}
	var inputs []input
	if err := json.Unmarshal(text, &inputs); err != nil {
		panic(err)
	}
	result := map[string]times{}
	for _, one := range inputs {
		parse := func() *template.Template {
			return template.Must(template.New("main").Funcs(funcs).Parse(one.Source))
		}
		parsed := parse()
		var out bytes.Buffer
		var kept string
		render := best(func() {
			out.Reset()
			if err := parsed.Execute(&out, one.Data); err != nil {
				panic(err)
			}
			kept = out.String()
		})
		_ = kept
		result[one.Name] = times{Render: render, Parse: best(func() { parse() })}
	}
	line, _ := json.Marshal(result)
	fmt.Println(string(line))
}
`;
