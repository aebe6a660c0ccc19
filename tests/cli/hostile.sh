#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whatever names, prices, plans, tables and arguments hold, nothing that does something to a
# terminal comes out, on neither stream, by no command, in no format and no locale.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
XDG_STATE_HOME=$tap_tmp/state
export XDG_CONFIG_HOME XDG_STATE_HOME
mkdir -p "$XDG_CONFIG_HOME/gpuplan" "$XDG_STATE_HOME" "$tap_tmp/overlay" "$tap_tmp/plans"
cd "$tap_tmp" || exit 99

# OSC 52, CSI, C1, bidi control, zero width blank, tag, carriage return, delete; as JSON and as bytes.
# Of the formulas one begins a cell.
json='=EVIL\u001b]52;c;aGk=\u0007\u001b[31m\u009b32m\u202eev\u2066il\u200b\udb40\udc41\r\u007f'
bytes=$(printf '=EVIL\033]52;c;aGk=\007\033[31m\302\2332m\342\200\256ev\342\201\246il\342\200\213\363\240\201\201\r\177.')
bytes=${bytes%.}

overlay() { # KIND ITEMS
	printf '{"schema":"gpuplan-catalog/1","kind":"%s","items":[%s]}\n' "$1" "$2" >"$tap_tmp/overlay/$1.json"
}
named=",\"name\":\"$json\",\"short_name\":\"$json\",\"notes\":\"$json\",\"source\":\"$json\""
overlay gpus "{\"id\":\"L40S\"$named},{\"id\":\"H100-SXM-80GB\",\"name\":\"H$json\"}"
overlay models "{\"id\":\"meta-llama/Llama-3.1-8B\"$named}"
overlay engines "{\"id\":\"vllm\",\"name\":\"$json\",\"source\":\"$json\"}"
overlay formats "{\"id\":\"fp8\",\"name\":\"$json\",\"source\":\"$json\",\"notes\":\"$json\"}"
overlay sources "{\"id\":\"$json\",\"title\":\"$json\",\"licence\":\"$json\",\"url\":\"$json\"}"
overlay providers "{\"id\":\"evil\",\"name\":\"$json\",\"kind\":\"specialist\",\"source\":\"$json\"}"
offer() { # GPU PURCHASE DOLLARS
	printf '{"id":"evil:%s:%s","provider":"evil","gpu":"%s","label":"%s","gpus":1,"instance":"%s","purchase":"%s",' \
		"$1" "$2" "$1" "$json" "$json" "$2"
	printf '"usd_per_gpu_hour":%s,"as_of":"2026-11-05","source":"%s","trust":"list","notes":"%s","region":"%s"}' \
		"$3" "$json" "$json" "$json"
}
overlay prices "$(offer L40S on_demand 0.05),$(offer L40S reserved_1y 0.04),$(offer H100-SXM-80GB on_demand 0.06)"
status 'the overlay is a catalog' 0 "$GPUPLAN" catalog check --catalog overlay

printf '{"schema":"gpuplan/1","scenario":{"model":"%s"}}\n' "$json" >plans/model.json
printf '{"schema":"gpuplan/1","scenario":{"region":"%s"}}\n' "$json" >plans/region.json
printf '{"schema":"gpuplan/1","scenario":{"%s":1}}\n' "$json" >plans/key.json
printf '{"schema":"gpuplan/1","scenario":{"model":"meta-llama/Llama-3.1-8B","concurrency":4}}\n' >plans/plain.json
printf 'id,%s,model,gpu,concurrency\n1,"%s",meta-llama/Llama-3.1-8B,L40S,1\n2,,"%s",L40S,1\n3,x,meta-llama/Llama-3.1-8B,"%s",1\n' \
	"$bytes" "$bytes" "$bytes" "$bytes" >sweep.csv
printf 'provider,gpu,gpus,purchase,usd_per_gpu_hour,region,instance,as_of,source\n"%s",L40S,1,on-demand,0.50,"%s","%s",2026-11-05,own\n"%s","%s",1,"%s","%s",r,i,"%s",own\n' \
	"$bytes" "$bytes" "$bytes" "$bytes" "$bytes" "$bytes" "$bytes" "$bytes" >list.csv
printf 'rate\n1\n"%s"\n' "$bytes" >traffic.csv
printf '{"model_id":"%s","completed":1,"mean_ttft_ms":1}\n' "$json" >result.json
mkdir "model$bytes"
printf '{"architectures":["%s"],"model_type":"%s"}\n' "$json" "$json" >"model$bytes/config.json"

# Everything but printable characters, line feeds and tabs; C1, zero width and direction, tags.
raw=$(printf '[\001-\010\013-\037\177]')
hidden=$(printf '\302[\200-\237\255]\\|\330\234\\|\342\200[\213-\217\250-\256]\\|\342\201[\240-\257]\\|\357\273\277\\|\363\240[\200-\203]')
forbidden() { # FILE...
	LC_ALL=C grep -an -e "$raw" -e "$hidden" -- "$@"
}
printf '\302\255' >soft
ok 'the check sees what it looks for' forbidden soft sweep.csv
printf 'plain \303\251 \342\202\254\t\n' >seen
is 'and nothing else' "$(forbidden seen)" ''

# judged LOCALE NAME ARGUMENT...: what comes out, in out and err. False when there is no such format.
judged() {
	judged_name="$2, $1"
	judged_locale=$1
	shift 2
	LC_ALL=$judged_locale "$GPUPLAN" "$@" >out 2>err </dev/null
	code=$?
	! grep -q 'is not available' err || return 1
	if forbidden out err >found; then
		fail "$judged_name: nothing gets through"
		diag "$(cat -v found)"
	else
		pass "$judged_name: nothing gets through"
	fi
	[ "$code" -lt 70 ] || fail "$judged_name: exit status $code"
}

clean() { # NAME ARGUMENT...
	for locale in C C.UTF-8; do
		judged "$locale" "$@" || fail "$1: there is no such format"
	done
}
# A name that never appears proves nothing.
told() { # NAME
	ok "$1: what was named is told" grep -q EVIL out err
}

load='--model meta-llama/Llama-3.1-8B --concurrency 4 --catalog overlay'
asked() { # COMMAND ARGUMENT...
	for format in text json csv markdown html; do
		judged C "$1 $2 $3 as $format" "$@" --format "$format" || continue
		judged C.UTF-8 "$1 $2 $3 as $format" "$@" --format "$format"
		# For people some lists have ids only.
		[ "$1 $2 $format" = 'catalog list text' ] || told "$1 $2 $3 as $format"
	done
}
# shellcheck disable=SC2086 # words
{
	asked rank $load
	asked estimate $load --gpu l40s
	asked explain $load --gpu l40s
	asked compare $load --gpu l40s --gpu h100-sxm
	asked compare plans/plain.json plans/plain.json --catalog overlay
	asked curve $load --gpu l40s
	asked fleet --model meta-llama/Llama-3.1-8B --catalog overlay --rate 5
	asked own $load --server-price 8000
	asked sweep sweep.csv
	clean 'the wizard' wizard --plain $load
	told 'the wizard'
}
for kind in gpus models providers prices engines sources formats; do
	asked catalog list "$kind" --catalog overlay
done
for id in L40S meta-llama/Llama-3.1-8B vllm evil; do
	asked catalog show "$id" --catalog overlay
done
for format in text json csv; do
	clean "import-prices as $format" catalog import-prices list.csv --from csv --as-of 2026-11-20 --format "$format"
	told "import-prices as $format"
done
clean 'import-model' catalog import-model "model$bytes"
told 'import-model'
clean 'what was imported' catalog list providers
told 'what was imported'
clean 'estimate with them' estimate --model qwen3-8b --gpu l40s
clean 'catalog check' catalog check "overlay/gpus.json" "$bytes"
told 'catalog check'
for plan in model region key; do
	clean "a plan with a hostile $plan" rank --plan "plans/$plan.json"
	clean "the wizard from it" wizard --plain --plan "plans/$plan.json"
done
clean 'traffic' fleet --traffic traffic.csv

# Every place of the command line.
clean 'a command' "$bytes"
clean 'an option' "--$bytes"
clean 'an argument too many' rank "$bytes"
clean 'a file that is missing' sweep "$bytes"
clean 'what is shown' catalog show "$bytes"
clean 'what is listed' catalog list "$bytes"
clean 'a format' rank --format "$bytes"
clean 'a file name' rank -o "$bytes/x"
clean 'a file to write' catalog import-prices list.csv --from csv --as-of 2026-11-20 -o "$bytes.json"
clean 'the date of prices' catalog import-prices list.csv --as-of "$bytes" --from "$bytes"
clean 'the axes of accuracy' accuracy --by "$bytes"
clean 'a speed' cost --tok-s "$bytes" --price 1
clean 'a price' cost --tok-s 1 --price "$bytes"
clean 'a folder' rank --catalog "$bytes"
clean 'a result file' catalog import-benchmark "$bytes"
clean 'its format' catalog import-benchmark result.json --from "$bytes"
clean 'its model' catalog import-benchmark result.json
clean 'a plan' rank --plan "$bytes"
clean 'a theme' --theme "$bytes"
clean 'commands' --commands "$bytes"
"$GPUPLAN" --list-parameters | awk '{ print $1 }' >parameters
while read -r parameter; do
	clean "--$parameter" rank "--$parameter" "$bytes"
done <parameters

# Cells of a sweep are those of every CSV; numbers stay what they are.
printf 'id,model,gpu,concurrency,note\n1,meta-llama/Llama-3.1-8B,L40S,1,-5\n2,meta-llama/Llama-3.1-8B,L40S,1,+1.5e3\n3,meta-llama/Llama-3.1-8B,L40S,1,"=1,2"\n4,meta-llama/Llama-3.1-8B,L40S,1,@x\n5,meta-llama/Llama-3.1-8B,L40S,1\n' >cells.csv
"$GPUPLAN" sweep cells.csv | cut -d, -f1,5,6 >swept
is 'cells are made harmless, numbers are not' "$(cat swept)" "id,note,fits
1,-5,yes
2,+1.5e3,yes
3,\"'=1,2\"
4,'@x,yes
5,,yes"

done_testing
