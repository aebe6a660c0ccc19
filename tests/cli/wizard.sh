#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan wizard --plain through pipes: a question a line, defaults, refusals, the way back.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# 2026-12-01 20:12 UTC.
SOURCE_DATE_EPOCH=1796155920
TZ=UTC0
export SOURCE_DATE_EPOCH TZ

# answers NAME WANTED INPUT [OPTION...]: runs the wizard on printf's INPUT; out and err as status.
answers() {
	tap_name=$1
	tap_wanted=$2
	printf "$3" >"$tap_tmp/in"
	shift 3
	tap_status=0
	"$GPUPLAN" wizard --plain "$@" <"$tap_tmp/in" >"$tap_tmp/out" 2>"$tap_tmp/err" || tap_status=$?
	out=$(cat "$tap_tmp/out")
	err=$(cat "$tap_tmp/err")
	is "$tap_name" "$tap_status" "$tap_wanted"
	empty "$tap_name: nothing on standard error" "$err" 'lines'
}

# asked: the numbers of the questions, as they were asked.
asked() {
	sed -n 's/^Question \([0-9]* of [0-9]*\)\..*/\1/p' "$tap_tmp/out" | tr '\n' ','
}

# repeated: the workload options of the command at the end.
repeated() {
	sed -n 's/^The same as a command: gpuplan //p' "$tap_tmp/out"
}

# A pipe with an answer a line, all defaults.
answers 'seven times Enter' 0 '\n\n\n\n\n\n\n'
is 'seven questions' "$(asked)" '1 of 7,2 of 7,3 of 7,4 of 7,5 of 7,6 of 7,7 of 7,'
like 'a recommendation' "$out" '^Recommendation: .* x[0-9]+, [a-z0-9]+, on demand at '
like 'its reason' "$out" '^Reason: it meets the goals at the lowest cost\. '
like 'what it costs' "$out" '^Cost: \$[0-9.]+ \(\$[0-9.]+ to \$[0-9.]+\) per 1M output tokens at 50 % use'
like 'speed against the goals' "$out" '^Speed: time to first token .*, goal 0\.500 s; .*, goal 50\.0 ms; .*; sure to [89][0-9] %\.$'
# Llama 3.1 8B has 8.03e9 weights of a byte, and 2 x 128256 x 4096 of them have another one.
like 'memory' "$out" '^Memory: on each GPU weights take 8\.46 GiB of .* usable; [0-9]+ requests of these lengths fit at once, or [0-9]+ of the whole context, 8k\.$'
like 'what would change it' "$out" '^Runner-up: .* dearer, .*; it would win below \$[0-9.]* a GPU-hour'
is 'the command that repeats it' "$(repeated)" \
	'rank --model meta-llama/Llama-3.1-8B --concurrency 8'
cp "$tap_tmp/out" "$tap_tmp/defaults"

# For a screen reader: lines of plain text and nothing else.
empty 'nothing but ASCII text' "$(LC_ALL=C grep -n '[^ -~]' "$tap_tmp/out")" 'lines'
empty 'no line that draws' "$(grep -nE '^[-+|=_ ]+$' "$tap_tmp/out")" 'lines'

# The end of the input takes the rest; what was answered stays.
answers 'nothing on the input' 0 ''
is 'the same recommendation' "$(sed -n '/^Recommendation/,$p' "$tap_tmp/out")" \
	"$(sed -n '/^Recommendation/,$p' "$tap_tmp/defaults")"
like 'it says what it takes' "$out" '^How exact must the answers be\? Safe and fast, 8 bits\.$'
answers 'the input ends after two answers, without a line feed' 0 'batch\nlarge'
is 'both are kept' "$(repeated)" \
	'batch --output 100 --spread 0.45 --tokens 500M --deadline 2026-12-02T08:00'
is 'a batch has seven questions' "$(asked)" '1 of 7,2 of 7,3 of 7,'

# The command is the wizard's own answer: the same GPUs lead.
same_as_rank() {
	repeated | sed "s|^rank|'$GPUPLAN' rank|" >"$tap_tmp/again"
	gpus=$(sed -n 's/^Recommendation: \(.* [0-9]*x[0-9]*\), .*/\1:/p' "$tap_tmp/out")
	like "$1" "$(sh "$tap_tmp/again" 2>&1)" "^${gpus:-nothing was recommended} "
}
answers 'many answers' 0 'chat\nqwen3-32b\nbf16\n750ms\n12\n3k/250\nyes\n'
is 'all of them are in the command' "$(repeated)" \
	"rank --model Qwen/Qwen3-32B --weights bf16 --prompt 3k --output 250 --concurrency 12 --ttft 750ms --spot tolerant"
same_as_rank 'gpuplan rank agrees on many answers'

# Letters choose, in either case; words, too.
answers 'letters' 0 'a\nC\nb\nB\nd\nd\nb\n'
is 'what they chose' "$(repeated)" \
	'rank --weights bf16 --output 4k --spread 1.2 --concurrency 128 --ttft 1s --spot tolerant'

# A pile overnight on spot machines.
answers 'a pile' 0 'batch\nlarge\n\n100M\novernight\n\nyes\n'
is 'has questions of its own' "$(sed -n 's/^Question [45] of 7\. //p' "$tap_tmp/out" | tr '\n' ' ')" \
	'How much work is there? By when must it be done? '
like 'what it costs in all, and when it is done' "$out" \
	'^Best: .*, spot, \$[0-9.]+ \(\$[0-9.]+ to \$[0-9.]+\) in all, done about 0[0-7]:[0-9][0-9]; [0-9]+ kinds of GPU are in time\. '
like 'what an answer changes' "$out" 'all of it costs ([0-9]+ % (more|less)|the same|[0-9.]+ times as much)'
like 'a recommendation on spot' "$out" '^Recommendation: .* [0-9]+x[0-9]+, [a-z0-9]+, spot at '
like 'its reason' "$out" '^Reason: it is done in time at the lowest cost\. .*interruption'
like 'its cost' "$out" '^Cost: \$[0-9.]+ .* in all, done about 0[0-7]:[0-9][0-9]; \$[0-9.]+ an hour\. Price of '
unlike 'nothing of a service' "$out" 'TTFT|time to first token|a month|n/a|nan'
is 'the command that repeats it' "$(repeated)" \
	'batch --output 100 --spread 0.45 --spot tolerant --tokens 100M --deadline 2026-12-02T08:00'
repeated | sed "s|^batch|'$GPUPLAN' batch|" >"$tap_tmp/again"
cp "$tap_tmp/out" "$tap_tmp/pile"
status 'which is understood' 0 sh "$tap_tmp/again"
usd=$(sed -n 's/^Cost: .\([0-9.]*\) .*/\1/p' "$tap_tmp/pile")
like 'and has the same answer' "$(printf '%s' "$out" | tr '\n' ' ' | tr -s ' ')" \
	"^[^:]*: prompt.* spot at [^:]*: done about 0[0-7]:[0-9][0-9] \(in [0-9.]+ h\), [$]${usd:-none}, 80 % sure"
answers 'documents and an hour' 0 'batch\nlarge\n\ndocuments\n12h\n3k/100\n'
is 'are requests and a duration' "$(repeated)" \
	'batch --prompt 3k --output 100 --requests 2M'
answers 'no work, and a time that is past' 0 'batch\n\n\n0\n30M\n2026-12-01T08:00\n25:00\n\n'
like 'no tokens' "$out" "^'0' is no answer: allowed is 1 to 1000T; or a letter from a to d\.$"
like 'the past' "$out" '^deadline: 2026-12-01T08:00 is past, it is 2026-12-01T20:12; allowed is 1 min to 8760 h; or a letter'
like 'no time' "$out" '^deadline: "25:00" is not a time; write 08:00 .*; allowed is 1 min to 8760 h; or a letter'
like 'the right answers stay' "$(repeated)" '--tokens 30M --deadline 2026-12-02T08:00$'
answers 'a pile that is too large' 1 'batch\nlarge\n\n1000T\n8h\n'
like 'nothing is in time' "$out" '^Nothing is done in time\. Nearest: '
like 'what to do' "$out" '^Next step: give more time, '
answers 'all questions of a pile' 0 'batch\nmore\n\n\n\n\n90%%\n\nyes\n64\n\n'
like 'are ten' "$(asked)" '3 of 10,.*,10 of 10,$'
like 'and count' "$(repeated)" '--certainty 90% --spot tolerant --max-gpus 64 '
# What a service needs is no option of a pile.
answers 'a goal that is given' 0 'batch\n' --ttft 2s --deadline 24h
is 'is left out' "$(repeated)" 'batch --model meta-llama/Llama-3.1-8B --output 100 --spread 0.45 --tokens 500M --deadline 24h'

# Published traces of agents: 65,536 in and 512 out, 85 % of what comes in was read before.
answers 'agents' 0 '\n\n\n\n\nagents\n\n'
is 'have their lengths, spread and hits' "$(repeated)" \
	'rank --model meta-llama/Llama-3.1-8B --prompt 64k --output 512 --spread 0.6 --concurrency 8 --prefix-hit 85%'
like 'and a note on what must be in the cache' "$out" \
	'^Note: Agents: the cache holds the whole contexts of [0-9]+ sessions, idle ones included\.$'
answers 'too many of them' 1 '\nlarge\n\n\n128\nagents\n\n'
like 'are told how many there may be' "$out" '^Note: Agents: the cache holds the whole contexts of only [0-9]+ sessions'

# Wrong answers: one line with what is allowed, and the question again.
answers 'wrong answers' 0 'cook\n\nnot-a-model\n\nz\n\n99h\n1s\nnone\n24\n5\n\n7\n\n'
is 'no question is lost or skipped' "$(asked)" '1 of 7,2 of 7,3 of 7,4 of 7,5 of 7,6 of 7,7 of 7,'
like 'words are listed' "$out" "^'cook' is no answer: allowed is chat, batch, train, image, video, speech, embed; or a letter from a to g\.$"
like 'a range is told' "$out" "^'99h' is no answer: allowed is 1 ms to 3600 s or off; or a letter from a to d\.$"
like 'users, too' "$out" "^'none' is no answer: allowed is 1 to 1M or max; or a letter from a to d\.$"
like 'an unknown model' "$out" '^unknown model .*not-a-model.*; or a letter from a to e\.$'
like 'the right ones count' "$(repeated)" '--concurrency 24 --ttft 1s'

# Back and forward.
answers 'back' 0 'chat\nlarge\nback\nsmall\n<\n\n\n1s\n<\n<\n\n2s\n\n\n\n'
is 'the questions again' "$(asked)" \
	'1 of 7,2 of 7,3 of 7,2 of 7,3 of 7,2 of 7,3 of 7,4 of 7,5 of 7,4 of 7,3 of 7,4 of 7,5 of 7,6 of 7,7 of 7,'
is 'the last answers count' "$(repeated)" \
	'rank --model meta-llama/Llama-3.1-8B --concurrency 8 --ttft 2s'
like 'an earlier answer stands in brackets' "$out" '^Answer \[b\]: 2s$'
answers 'back at the first question' 0 '<\nbatch\n'
like 'says so' "$out" '^This is the first question\.$'

# Words that are no answer.
answers 'help' 0 '\n\n\n?\n'
like 'explains' "$out" '^TTFT, time to first token: '
like 'with the range' "$out" '^Allowed is 1 ms to 3600 s or off\.$'
answers 'list' 0 '\nlist\nqwen3-8b\n'
like 'names the models' "$out" '^Qwen/Qwen3-8B, 8\.19B$'
like 'and waits for one' "$(repeated)" '^rank --model Qwen/Qwen3-8B '
answers 'quit' 0 'batch\nquit\n'
unlike 'no recommendation' "$out" '^Recommendation'
answers 'more' 0 'more\n\n\n\n\n33ms\np95\n90%%\n\n\n\n30%%\n\n\none\n3y\nfastest\nlatency\n'
like 'asks all' "$(asked)" '1 of 7,2 of 16,.*,16 of 16,$'
like 'and takes the answers' "$(repeated)" \
	'--tpot 33ms --certainty 90% --goal-at p95 --busy 30% --max-gpus 1 --purchase reserved_3y --sort e2e_s$'
like 'and says what the goals are about' "$out" '^Speed: time to first token .*, p95 [0-9.]+ s \(.*, goal 0\.500 s; .*, p95 .*, goal 33\.0 ms;'
answers 'FP4 without a test' 0 '\n\nfp4\n\n'
like 'has one more question' "$(asked)" '3 of 7,4 of 8,'
like 'and stays with 8 bits' "$out" '^Note: FP4 was not tested'

# Nothing meets the goals: status 1 and what to relax.
answers 'an impossible goal' 1 '\nvery-large\n\n1ms\n'
like 'no recommendation' "$out" '^Recommendation: none; nothing meets the goals\.$'
like 'the nearest and why not' "$out" '^Nearest: .* Misses the TTFT goal'
like 'a next step' "$out" '^Next step: relax a goal'

# Options of the workload are answers already; others belong to the command.
answers 'a model and a goal that are given' 0 '' --model qwen3-8b --ttft 2s --no-measured
is 'are not asked' "$(sed -n 's/^Question \(1 of [0-9]*\).*/\1/p' "$tap_tmp/out")" '1 of 5'
is 'and stand in the command' "$(repeated)" \
	'rank --no-measured --model Qwen/Qwen3-8B --concurrency 8 --ttft 2s'
mkdir "$tap_tmp/my models"
cp "$abs_top_srcdir/tests/configs/llama-3.1-8b.config.json" "$tap_tmp/my models/config.json"
answers 'a model from a file' 0 "\n$tap_tmp/my models\n"
like 'is quoted for a shell' "$(repeated)" "^rank --model '$tap_tmp/my models' "

# The answer goes where -o says, the questions stay.
answers 'a file for the answer' 0 '' -o "$tap_tmp/answer"
unlike 'is not on the screen' "$out" '^Recommendation'
is 'it has the same text' "$(cat "$tap_tmp/answer")" "$(sed -n '/^Recommendation/,$p' "$tap_tmp/defaults")"

# What comes in is shown, never obeyed.
answers 'hostile bytes' 0 '\033[31mred\000x\n\233m\n'
empty 'nothing but text' "$(LC_ALL=C tr -d '\n' <"$tap_tmp/out" | LC_ALL=C grep -o '[[:cntrl:]]')" 'bytes'
long=$(printf '%2000s' '' | tr ' ' 9)
answers 'a very long answer' 0 "\n\n\n$long\n"
like 'is refused' "$out" '^the answer is too long; '

# Where the questions cannot be shown, nothing is waited for.
if [ -c /dev/full ]; then
	tap_status=0
	yes '' | head -n 3 | "$GPUPLAN" wizard --plain >/dev/full 2>"$tap_tmp/err" || tap_status=$?
	is 'a full device' "$tap_status" 4
	like 'is named once' "$(cat "$tap_tmp/err")" '^gpuplan: standard output: '
fi

# Without a terminal the screen form asks line by line, and says so.
status 'no terminal' 0 "$GPUPLAN" wizard
like 'says why' "$err" '; here are the questions line by line$'
like 'and answers' "$out" '^Recommendation: '

status '--plain elsewhere' 2 "$GPUPLAN" rank --plain
like 'says where it belongs' "$err" '^gpuplan: --plain belongs to the wizard command$'
status '--plain alone' 2 "$GPUPLAN" --plain
status 'an argument' 2 "$GPUPLAN" wizard now
status 'JSON' 2 "$GPUPLAN" wizard --format json

done_testing
