#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# --format markdown and html: the same as last time, well-formed, and they stand alone.
# GPUPLAN_UPDATE_GOLDEN=1 writes the golden files anew.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# golden NAME FILE: the same bytes but for the version of the program.
golden() {
	sed 's/gpuplan [0-9][^ ]* on /gpuplan VERSION on /' "$2" >"$tap_tmp/now"
	[ -z "${GPUPLAN_UPDATE_GOLDEN-}" ] || cp "$tap_tmp/now" "$abs_top_srcdir/tests/golden/$1"
	if cmp -s "$tap_tmp/now" "$abs_top_srcdir/tests/golden/$1"; then
		pass "$1 as last time"
	else
		fail "$1 as last time"
		diag "$(diff "$abs_top_srcdir/tests/golden/$1" "$tap_tmp/now" | cut -c1-300 | head -20)"
	fi
}

# wellformed NAME FILE: XML to a parser, with one html, a title and no reference outside but links.
wellformed() {
	if command -v python3 >/dev/null 2>&1; then
		empty "$1 is well-formed and stands alone" "$(python3 - "$2" 2>&1 <<'EOF'
import sys
import xml.dom.minidom
from html.parser import HTMLParser

path = sys.argv[1]
page = xml.dom.minidom.parse(path)
names = [node.tagName for node in page.getElementsByTagName("*")]
for name in ("h1", "style", "head", "body"):
    if names.count(name) != 1:
        print(f"{names.count(name)} of {name}")
if page.getElementsByTagName("head")[0].getElementsByTagName("title").length != 1:
    print("no title")
for name in ("script", "link", "img", "iframe", "object"):
    if name in names:
        print(name)
for node in page.getElementsByTagName("*"):
    for key, value in node.attributes.items():
        if key.startswith("on") or key == "src" or "javascript:" in value:
            print(node.tagName, key, value)
for table in page.getElementsByTagName("table"):
    widths = {len(row.getElementsByTagName("th")) + len(row.getElementsByTagName("td"))
              for row in table.getElementsByTagName("tr")}
    if len(widths) != 1:
        print("rows of different widths", widths)

# What a browser makes of it: every element that is not void is closed in its order.
class Nesting(HTMLParser):
    stack = []
    def handle_starttag(self, tag, attrs):
        self.stack.append(tag)
    def handle_startendtag(self, tag, attrs):
        pass
    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            print("nesting at", self.getpos(), tag)

nesting = Nesting()
nesting.feed(open(path, encoding="utf-8").read())
if nesting.stack:
    print("not closed", nesting.stack)
EOF
)" 'offences'
	else
		skip "$1 is well-formed and stands alone" 'no python3'
	fi
}

"$GPUPLAN" rank --no-measured --top 4 --format markdown >"$tap_tmp/rank.md"
golden rank.md "$tap_tmp/rank.md"
"$GPUPLAN" rank --no-measured --top 4 --format html >"$tap_tmp/rank.html"
golden rank.html "$tap_tmp/rank.html"
wellformed 'a ranking' "$tap_tmp/rank.html"
is 'the answer and its rivals are curves' "$(grep -c 'class="curve s[0-9] missed"' "$tap_tmp/rank.html")" 4
"$GPUPLAN" rank --format html >"$tap_tmp/all.html"
wellformed 'a ranking of all GPUs' "$tap_tmp/all.html"
"$GPUPLAN" rank --format html --ttft 1ms --tpot 1ms >"$tap_tmp/none.html"
wellformed 'a ranking without an answer' "$tap_tmp/none.html"
like 'it says so' "$(cat "$tap_tmp/none.html")" 'Nothing meets the goals'
"$GPUPLAN" estimate --gpu h200-sxm --format html >"$tap_tmp/one.html"
wellformed 'one configuration' "$tap_tmp/one.html"

# Names that are markup stay names; addresses that run something are no links.
mkdir "$tap_tmp/hostile"
cat >"$tap_tmp/hostile/gpus.json" <<'EOF'
{"schema":"gpuplan-catalog/1","kind":"gpus","items":[
{"id":"H200-SXM","name":"</td><script>alert(1)</script>|H200","short_name":"<b>&\"'"}]}
EOF
status 'hostile names, HTML' 0 "$GPUPLAN" rank --catalog "$tap_tmp/hostile" --format html -o "$tap_tmp/hostile.html"
wellformed 'hostile names' "$tap_tmp/hostile.html"
status 'hostile names, Markdown' 0 "$GPUPLAN" rank --catalog "$tap_tmp/hostile" --format markdown
unlike 'no markup from a name' "$out" '[^\\](</td>|<script>)'
is 'Markdown tables keep their width' "$(printf '%s\n' "$out" | sed 's/\\|//g' |
	awk -F'|' '/^\|/ { if (n && NF != n) bad++; n = NF } /^$/ { n = 0 } END { print bad + 0 }')" 0

# The figures are those of JSON: the cheapest offer's price and date.
price=$("$GPUPLAN" rank --top 1 --format csv | python3 -c '
import csv, sys
row = next(csv.DictReader(sys.stdin))
print("%.2f %s" % (float(row["usd_per_gpu_hour"]), row["as_of"]))' 2>/dev/null)
if [ -n "$price" ]; then
	like 'price and date are those of CSV' "$("$GPUPLAN" rank --top 1 --format markdown)" \
		"\\| \\\$${price% *} \\| ${price#* }, "
else
	skip 'price and date are those of CSV' 'no python3'
fi

# The command in the report asks the same question.
set -- --model qwen3-8b --prompt 3000 --ttft 1.5s --provider-kind marketplace --provider-kind specialist \
	--busy 70% --rate 0.5
command=$("$GPUPLAN" rank "$@" --format markdown | sed -n 's/^    gpuplan //p')
like 'the command is in the report' "$command" '^rank --model '
eval "\"\$GPUPLAN\" $command --format json" >"$tap_tmp/again.json"
"$GPUPLAN" rank "$@" --format json >"$tap_tmp/first.json"
ok 'it gives the same answer' cmp "$tap_tmp/again.json" "$tap_tmp/first.json"

# Other commands do not pretend.
status 'explain has no HTML' 2 "$GPUPLAN" explain --gpu h200-sxm --format html
status 'catalog has no HTML' 2 "$GPUPLAN" catalog list gpus --format html

done_testing
