#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan own: figures in every format agree, what is given counts, what is missing is said.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

status 'the default workload' 0 "$GPUPLAN" own --no-measured
like 'a table' "$out" '^ +GPU +n +fmt .*own \$/Mtok +rent \$/Mtok'
unlike 'nothing is left out' "$out" 'left out'
like 'estimates are called that' "$(printf '%s\n' "$out" | tr -s '\n ' ' ')" \
	'- 6 of the 13 terms of this cost are estimates: the table of them says which'
like 'hours that are rented are said' "$out" '^- All hours are rented, busy or not, as in gpuplan rank'
like 'rented hours as they are used' "$("$GPUPLAN" own --no-measured --rented-hours busy)" \
	'^- On demand and on spot only the busy 50 % of the hours'
like 'sources of the defaults' "$out" '^PUE +1\.54 +1\.2 to 1\.58 +--pue +statistic +2025 +Uptime Institute'
like 'the year in which it is sold' "$out" '^ +4 +\$[0-9,]+ +\$[0-9,]+ '
years() {
	"$GPUPLAN" own --gpu B200 --years "$1" | sed -n '/^after years/,/^$/p' |
		awk 'NR > 1 && NF { printf "%s%s", n++ ? " " : "", $1 }'
}
is 'every whole year, then the sale' "$(years 2.5)" '0 1 2 2.5'
is 'the sale at the end of a year' "$(years 3)" '0 1 2 3'
is 'the sale just after one' "$(years 1.1)" '0 1 1.1'
unlike 'no nan, inf or blanks at line ends' "$out" '(nan|inf)[ ,]|[^a-z]-nan| $'
status 'ascii' 0 "$GPUPLAN" own --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''

if command -v python3 >/dev/null 2>&1; then
	set -- --gpu H200-SXM --gpus 2 --gpu-price 20000 --server-price 5000 --network-price 5000 --years 4 \
		--interest 0% --residual 10% --server-power 1.5 --circuit-power 1.8 --pue 1.5 --kwh-price 0.10 \
		--colo-price 100 --opex 5% --staff 3000 --hours-per-month 720 --rack-power 25 --busy 50%
	status 'everything given' 0 "$GPUPLAN" own "$@" --format json
	printf '%s\n' "$out" >"$tap_tmp/own.json"
	"$GPUPLAN" own "$@" --format csv >"$tap_tmp/own.csv"
	empty 'JSON and CSV are what the hand calculates' "$(python3 - "$tap_tmp/own.json" "$tap_tmp/own.csv" 2>&1 <<'EOF'
import csv, json, math, sys

def refuse(name):
    print(name, "is no JSON")

answer = json.load(open(sys.argv[1]), parse_constant=refuse)
row = next(csv.DictReader(open(sys.argv[2])))
if list(answer) != ["schema", "command", "scenario", "results", "warnings", "spent"]:
    print(list(answer))
result = answer["results"][0]
own = result["own"]
kw = 2 * 0.7 * 1.5
# Two are used, a board of eight is bought.
capital = 8 * 30000 * 0.9 / 48
colocation = 8 * 0.7 * 1.8 * 100
running = kw * 0.5 * 720 * 1.5 * 0.10 + colocation + 8 * 30000 * 0.05 / 12 + 8 * 3000 / 12
wanted = {"capital_usd_per_month": capital, "colocation_usd_per_month": colocation, "staff_usd_per_month": 2000,
          "bought_gpus": 8, "power_kw": kw, "server_kw": 10.08, "servers_per_rack": 2}
for key, value in wanted.items():
    if not math.isclose(own[key], value, rel_tol=1e-9) or not math.isclose(float(row[key]), value, rel_tol=1e-9):
        print(key, own[key], row[key], value)
for end in ("low", "mid", "high"):
    if not math.isclose(own["owned_usd_per_month"][end], capital + running, rel_tol=1e-9):
        print(end, own["owned_usd_per_month"])
rentals = {r["purchase"]: r for r in result["rentals"]}
hourly = rentals["on_demand"]
month = hourly["usd_per_gpu_hour"] * 2 * 720
if not math.isclose(hourly["usd_per_month"], month) or not math.isclose(own["rented_usd_per_month"], month):
    print("on demand", hourly, own["rented_usd_per_month"], month)
for r in rentals.values():
    if not (r["provider"] and r["as_of"] and r["source"]):
        print("no origin", r)
    # Without interest: purchase over what a month of owning saves.
    saved = r["usd_per_month"] - running
    paid = 240000 / saved if saved > 0 else math.inf
    if paid > 48:
        paid = 48 if 240000 - 24000 + 48 * running <= 48 * r["usd_per_month"] else None
    got = r["break_even_month"]
    if (got is None) != (paid is None) or (got is not None and not math.isclose(got, paid, rel_tol=1e-6)):
        print("break-even", r, paid)
spent = answer["spent"]["months"]
if [m["month"] for m in spent] != list(range(49)):
    print("months", len(spent))
for m in spent:
    owned = 240000 + m["month"] * running - (24000 if m["month"] == 48 else 0)
    if not math.isclose(m["owned_usd"], owned, rel_tol=1e-9):
        print(m, owned)
    if not math.isclose(m["rented_usd"], m["month"] * month, rel_tol=1e-9, abs_tol=1e-9):
        print(m)
inputs = {i["id"]: i for i in result["inputs"]}
if not all(inputs[k]["given"] and inputs[k]["low"] == inputs[k]["high"] for k in ("gpu_price", "pue", "years")):
    print(inputs)
EOF
)" 'differences'
	"$GPUPLAN" own --format json >"$tap_tmp/default.json"
	empty 'every default has a value in its range, a date, a grade and a source' "$(python3 - "$tap_tmp/default.json" 2>&1 <<'EOF'
import json, sys
answer = json.load(open(sys.argv[1]))
for result in answer["results"]:
    for i in result["inputs"]:
        if not (i["value"] is not None and i["low"] <= i["value"] <= i["high"] and i["source"] and i["as_of"] and
                i["grade"] not in (None, "not_stated")):
            print(i)
cheaper = []
for result in answer["results"]:
    own = result["own"]
    if result["verdict"] == "meets":
        # What no rack can house is not bought.
        ways = ("rented", "owned") if own["servers_per_rack"] >= 1 else ("rented",)
        cheaper.append(min(own[way + "_usd_per_m_output_tokens"]["mid"] for way in ways))
if cheaper != sorted(cheaper) or len(cheaper) < 3:
    print("order", cheaper)
EOF
)" 'offences'
	"$GPUPLAN" own --format csv >"$tap_tmp/all.csv"
	unlike 'no count of racks, for a replica has one server' "$(head -n 1 "$tap_tmp/all.csv")" ',racks,'
	is 'csv rows are as wide as the header, whose keys differ' "$(python3 -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[1])))
print(len({len(row) for row in rows}), len(rows[0]) - len(set(rows[0])))' "$tap_tmp/all.csv")" '1 0'
	"$GPUPLAN" own --gpu L40 --gpu-price 9000 --format html >"$tap_tmp/own.html"
	empty 'HTML is well-formed, its tables even' "$(python3 - "$tap_tmp/own.html" 2>&1 <<'EOF'
import sys, xml.dom.minidom
page = xml.dom.minidom.parse(sys.argv[1])
for table in page.getElementsByTagName("table"):
    if len({len(r.getElementsByTagName("th")) + len(r.getElementsByTagName("td"))
            for r in table.getElementsByTagName("tr")}) != 1:
        print("rows of different widths")
paths = [p.getAttribute("d") for p in page.getElementsByTagName("path") if p.getAttribute("class").startswith("curve s")]
# Owned, and the two kinds of purchase that an L40 is rented out by.
lines = [p for p in paths if p.count("L") == 60]
if len(lines) != 3:
    print("curves", len(lines))
EOF
)" 'offences'
else
	skip 'JSON and CSV are what the hand calculates' 'no python3'
fi
status 'Markdown' 0 "$GPUPLAN" own --format markdown
like 'Markdown has the tables' "$out" '^## What alone would make both cost the same'
is 'Markdown tables keep their width' "$(printf '%s\n' "$out" | sed 's/\\|//g' |
	awk -F'|' '/^\|/ { if (n && NF != n) bad++; n = NF } /^$/ { n = 0 } END { print bad + 0 }')" 0

# What is given, and what an overlay says.
status 'a GPU without a price' 0 "$GPUPLAN" own --gpu L40 --ttft off --tpot off
like 'says which option gives it' "$out" 'No purchase price is known: --gpu-price'
status 'its price' 0 "$GPUPLAN" own --gpu L40 --ttft off --tpot off --gpu-price 9000 --format csv
like 'counts' "$out" ',9000,'
status 'a price of no GPU' 2 "$GPUPLAN" own --gpu-price 9000
like 'says whose' "$err" 'exactly one --gpu'
status 'out of range' 2 "$GPUPLAN" own --pue 0.9
like 'the range' "$err" '--pue: out of range, allowed is 1 to 5'
mkdir "$tap_tmp/overlay"
cat >"$tap_tmp/overlay/ownership.json" <<'EOF'
{"schema": "gpuplan-catalog/1", "kind": "ownership", "items": [
 {"id": "server_price", "value": 12000, "low": 10000, "high": 15000, "unit": "USD",
  "meaning": "our quotation", "as_of": "2026-11", "source": "gpuplan-assumptions quotation"}]}
EOF
status 'a quotation in an overlay' 0 "$GPUPLAN" own --gpu B200 --gpus 8 --network-price 0 --catalog "$tap_tmp/overlay"
like 'is in the purchase' "$out" '^purchase, with server and network +\$456,000 '
cat >"$tap_tmp/overlay/ownership.json" <<'EOF'
{"schema": "gpuplan-catalog/1", "kind": "ownership", "items": [
 {"id": "gpu_price/L40", "value": 6000, "low": 5900, "high": 6100, "unit": "USD",
  "meaning": "somebody's figure", "grade": "estimate", "source": "gpuplan-assumptions"},
 {"id": "kwh_price/IT", "value": 0.3, "unit": "USD/kWh", "meaning": "our contract", "as_of": "2026-11",
  "grade": "quote", "source": "gpuplan-assumptions"}]}
EOF
set -- --ttft off --tpot off
status 'a price without a date' 0 "$GPUPLAN" own "$@" --gpu L40 --catalog "$tap_tmp/overlay"
like 'counts with a wide range and says so' "$(printf '%s\n' "$out" | tr -s '\n ' ' ')" \
	'Purchase price without a date: \$6,000 a GPU, with a wide range of \$4,000 to \$9,000\.'
like 'in the table, too' "$out" '^GPU price +\$6000 +\$4000 to \$9000 +--gpu-price +estimate +undated '
status 'the price of electricity in a country' 0 "$GPUPLAN" own "$@" --gpu L40S --power-country DE
like 'is its own' "$out" '^kWh price +\$0\.2725 .* statistic +2023-06 '
status 'a country without a price' 0 "$GPUPLAN" own "$@" --gpu L40S --power-country it
like 'has that of its continent' "$out" '^kWh price +\$0\.204 .* 2025-06 +globalpetrolprices'
status 'a country that an overlay has' 0 "$GPUPLAN" own "$@" --gpu L40S --power-country IT --catalog "$tap_tmp/overlay"
like 'has its own' "$out" '^kWh price +\$0\.3 .* quotation +2026-11 '
status 'no country' 2 "$GPUPLAN" own --power-country XX
like 'what there is' "$err" "^gpuplan: --power-country: 'XX' is none that is known, allowed is world, european-union, EU, NA, SA, AS, OC, AF or a country by name or code of two letters, such as US or DE\$"
status 'staff out of range' 2 "$GPUPLAN" own --staff 2000000
like 'its range' "$err" '--staff: out of range, allowed is '
status 'circuits out of range' 2 "$GPUPLAN" own --circuit-power 6
like 'their range' "$err" '--circuit-power: out of range, allowed is 1 to 5'
"$GPUPLAN" own --gpu H100-SXM-80GB --gpus 2 --format json >"$tap_tmp/board.json"
like 'a board is bought whole' "$(cat "$tap_tmp/board.json")" \
	'"id":"bought-whole","text":"[^"]*","values":[{]"bought_gpus":4,"gpus":2,"sold_gpus":4[}]'
status 'a rack that is too small' 0 "$GPUPLAN" own --gpu H100-SXM-80GB --rack-power 10 --format json
like 'is a reason' "$out" '"id":"rack-too-small"'
like 'and rules owning out' "$out" '"buy_or_rent":"rent"'
status 'nothing meets: 1' 1 "$GPUPLAN" own --ttft 1ms
status 'a GPU that cannot be had' 1 "$GPUPLAN" own --gpu MI455X

# A saved answer is a plan, and other studies have none of its keys.
"$GPUPLAN" own --gpu B200 --years 5 --kwh-price 0.2 --cooling liquid --format json -o "$tap_tmp/saved.json"
"$GPUPLAN" own --plan "$tap_tmp/saved.json" --format json >"$tap_tmp/again.json"
ok '--plan gives the same answer' cmp "$tap_tmp/saved.json" "$tap_tmp/again.json"
unlike 'rank has no terms of owning' "$("$GPUPLAN" rank --top 1 --format json)" 'kwh_price|"own"|rented_hours'
for locale in de_DE.UTF-8 tr_TR.UTF-8; do
	if has_locale "$locale"; then
		LC_ALL=$locale "$GPUPLAN" own --plan "$tap_tmp/saved.json" --format json >"$tap_tmp/locale.json"
		ok "$locale" cmp "$tap_tmp/saved.json" "$tap_tmp/locale.json"
	else
		skip "$locale" 'not installed'
	fi
done

done_testing
